/** What is asked before an appointment: the checklist's items for the office, and what belongs beside them. */

/** @typedef {import("../operations.js").LogState} LogState */
/** @typedef {{de: string, en: string}} Text */

/**
 * @typedef {object} Field
 * @property {string} id item, or field of the consultation
 * @property {"item"|"own"} kind
 * @property {any} [item] of the checklist
 * @property {"number"|"text"|"coordinates"|"choice"|"several"} shape
 * @property {{min: number, max: number}|null} range
 * @property {string|null} unit
 */

/** @typedef {{id: string, title: Text|null, fields: Field[]}} Group */

/** Of the consultation itself, see `inspection/domain/records.py`; beside which item they stand. */
const OWN = {
  building_year: { after: "building_type", shape: "number", range: { min: 1000, max: 2200 }, unit: null },
  parcel_id: { after: "building_basement", shape: "text", range: null, unit: null },
  coordinates: { after: "building_basement", shape: "coordinates", range: null, unit: null },
  reference_nhn_m: { before: "backflow_level_cm", shape: "number", range: { min: -20, max: 3000 }, unit: "m" },
  map_version: { after: "map_scenario", shape: "text", range: null, unit: null },
};
/** Asked at the end. */
const LAST = { earlier_contacts: { shape: "text", range: null, unit: null } };

/** Heights above the reference point, which the office has in m NHN. */
export const NHN_ITEMS = new Set(["backflow_level_cm"]);

/** The answer itself says where it comes from. */
export const WITHOUT_SOURCE = new Set(["backflow_level_source"]);

/** Ids of words that can be tapped as a source. @type {Record<string, string[]>} */
const SUGGESTIONS = {
  building_type: ["house_file", "aerial", "owner"],
  building_units: ["house_file", "owner"],
  building_basement: ["house_file", "building_file", "owner"],
  sewer_system: ["sewer_register", "house_file"],
  backflow_level_cm: ["statute", "sewer_register", "levelling"],
  map_scenario: ["map"],
  map_depth_cm: ["map"],
  gw_depth_cm: ["gauge", "survey"],
};

/** @param {string} item @returns {string[]} */
export function suggestionsOf(item) {
  return SUGGESTIONS[item] ?? ["house_file", "sewer_register", "owner"];
}

/**
 * What is asked for a consultation, in the checklist's order. @param {any} checklist as `GET /checklist` gives it
 * @param {string[]} templates @returns {Group[]}
 */
export function groupsOf(checklist, templates) {
  /** @type {Group[]} */
  const groups = [];
  for (const section of checklist.sections) {
    const items = section.items
      .map((/** @type {string} */ id) => checklist.items[id])
      .filter((/** @type {any} */ item) => item?.prefill === "office" && item.templates.some((/** @type {string} */ one) => templates.includes(one)));
    if (items.length) groups.push({ id: section.id, title: section.title, fields: items.flatMap(withOwn) });
  }
  groups.push({ id: "last", title: null, fields: own(LAST) });
  return groups;
}

/** @param {any} item @returns {Field[]} */
function withOwn(item) {
  const beside = (/** @type {"before"|"after"} */ side) =>
    own(Object.fromEntries(Object.entries(OWN).filter(([, one]) => /** @type {any} */ (one)[side] === item.id)));
  return [...beside("before"), fieldOf(item), ...beside("after")];
}

/** @param {any} item @returns {Field} */
function fieldOf(item) {
  const shape = item.type === "number" ? "number" : item.type === "multi" ? "several" : item.options?.length ? "choice" : "text";
  return { id: item.id, kind: "item", item, shape, range: item.range, unit: item.unit };
}

/** @param {Record<string, any>} fields @returns {Field[]} */
function own(fields) {
  return Object.entries(fields).map(([id, { shape, range, unit }]) => ({ id, kind: "own", shape, range, unit }));
}

/** @param {Field} field @returns {string} where it stands in the log */
export function targetOf(field) {
  return field.kind === "item" ? "building" : "consultation";
}
