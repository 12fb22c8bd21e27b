/** Where her call is: of several roles the session may have, hers. @param {string} consultation id @returns {string} */
export function callPath(consultation) {
  return `/api/v1/consultations/${consultation}/call?as=customer`;
}
