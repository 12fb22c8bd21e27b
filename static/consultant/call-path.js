/** Where the call is. @param {string} consultation id @returns {string} */
export function callPath(consultation) {
  return `/api/v1/consultations/${consultation}/call`;
}
