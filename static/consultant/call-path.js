/** Where the call is. @param {string} consultation id @returns {string} */
export function callPath(consultation) {
  return `/api/v1/consultations/${consultation}/call`;
}

/** A page that was put by for many (kept/) does not name it. @param {Record<string, any>} page @returns {string} id */
export function consultationHere(page) {
  return page.consultation_id ?? location.pathname.split("/").at(-1) ?? "";
}
