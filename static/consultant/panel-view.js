/** Which panel lies over the checklist, and the picture that lies over the stage. */

import { nothing } from "lit-html";
import { pick, t, tn } from "../shared/i18n.js";
import { chatPanel } from "./chat-panel.js";
import { consentPanel } from "./consent-panel.js";
import { notesOf, photosOf, targetOf } from "./entities.js";
import { finishPanel } from "./finish-panel.js";
import { isLocked, photoBlocked, stillsConsent, subjectName, takenFate, undecidedPictures } from "./item-view.js";
import { notesPanel } from "./notes-panel.js";
import { openPointsPanel } from "./open-points.js";
import { tasksOf } from "./visit-tasks.js";
import { photoViewer } from "./photo-viewer.js";
import { pictureListPanel } from "./picture-list-panel.js";
import { reasonsPanel } from "./reasons-panel.js";
import { sectionPanel } from "./section-panel.js";
import { search } from "./search.js";
import { sectionsPanel } from "./sections-panel.js";
import { stoppPanel } from "./stopp-panel.js";
import { guestName } from "../shared/guests.js";
import { thirdPanel } from "./third-view.js";
import { tabsOf } from "./checklist-view.js";
import { calledBy } from "../shared/people.js";
import { streetName } from "./words.js";

/** @typedef {import("./view.js").Loaded} Loaded */
/** @typedef {import("./view.js").Acts} Acts */
/** @typedef {import("./progress.js").Picture} Picture */

const FIRST_MEASURES = 3;

/** @param {Loaded} state @param {Picture} seen @param {Acts} act */
export function panelView(state, seen, act) {
  const { panel } = state;
  switch (panel?.kind) {
    case "reasons":
      return reasonsPanel(state, seen, panel.path, act);
    case "section":
      return sectionPanel(state, act);
    case "open":
      return openPointsPanel(openGroups(state, seen), tasksOf(state, seen), act);
    case "sections":
      return sectionsPanel({
        tabs: tabsOf(state, seen),
        current: state.section,
        search: state.search,
        found: search(state, seen, state.search),
        act,
      });
    case "notes":
      return notesPanel({ notes: notesOf(state.view), draft: state.noteDraft, locked: isLocked(state), act });
    case "consent":
      return consent(state, act);
    case "finish":
      return finish(state, seen, act);
    case "stopp":
      return stopp(state, act);
    case "list":
      return pictureListPanel({
        customer: calledBy(state.consultation.customer),
        there: state.call.role === "consultant" && state.call.customerThere,
        act,
      });
    case "third":
      return thirdPanel(state, calledBy(state.consultation.customer), act);
    case "chat":
      return chatPanel({
        guide: state.guide,
        customer: calledBy(state.consultation.customer),
        guest: guestName(state.third.guest ?? { name: "" }),
        there: state.call.role === "consultant" && state.call.customerThere,
        act,
      });
    default:
      return nothing;
  }
}

/** @param {Loaded} state @param {Acts} act */
function stopp({ guide, consultation }, act) {
  const { address, customer } = consultation;
  if (!guide.stopp) return nothing;
  return stoppPanel({
    stopp: guide.stopp,
    own: guide.ownDanger,
    customer: calledBy(customer),
    place: [streetName(address), address?.district || address?.city].filter(Boolean).join(", "),
    act,
  });
}

/** @param {Loaded} state @param {Picture} seen */
function openGroups(state, seen) {
  /** @type {Map<string, import("./open-points.js").OpenGroup>} */
  const groups = new Map();
  for (const point of seen.open) {
    const name = subjectName(state, point.target, point.item);
    const group = groups.get(name) ?? { name, points: [] };
    groups.set(name, group);
    group.points.push({ ...point, question: pick(state.checklist.items[point.item].text) });
  }
  return [...groups.values()];
}

/** @param {Loaded} state @param {Acts} act */
function consent(state, act) {
  const language = state.consultation.language === "en" ? "en" : "de";
  return consentPanel({
    given: stillsConsent(state) === "yes",
    undecided: undecidedPictures(state),
    text: state.consentText.oral[language],
    taken: state.consentText.taken[language],
    language,
    busy: state.consentBusy,
    act,
  });
}

/** @param {Loaded} state @param {Picture} seen @param {Acts} act */
function finish(state, seen, act) {
  const { assessment, checklist, consultation, view } = state;
  return finishPanel(
    {
      paths: checklist.paths.map((path) => ({
        name: path.name,
        ...(assessment?.paths[path.id] ?? { level: /** @type {const} */ ("not_assessed"), unclear: false }),
      })),
      measures: (assessment?.measures ?? []).slice(0, FIRST_MEASURES).map(({ id }) => checklist.measures[id].text),
      open: seen.open.length,
      missing: missing(state, seen, act),
      effort: state.effort,
      state: consultation.state,
      protocol: state.protocol,
      closing: state.closing,
      unsent: state.onsite.on ? 0 : state.unsent,
      mayLead: state.user.role !== "office",
    },
    { close: act.close, finish: act.finish, release: act.release, showOpen: () => act.openPanel({ kind: "open" }) },
  );
}

/** What the protocol will lack. @param {Loaded} state @param {Picture} seen @param {Acts} act @returns {{text: string, mend: () => void}[]} */
function missing(state, seen, act) {
  const found = [];
  const consent = () => act.openPanel({ kind: "consent" });
  const undecided = undecidedPictures(state);
  if (undecided) found.push({ text: tn("consultant.finish.undecided", undecided), mend: consent });
  else if (stillsConsent(state) !== "yes" && takenFate(state) !== "kept") found.push({ text: t("consultant.finish.no-consent"), mend: consent });
  const photos = seen.open.filter((point) => state.checklist.items[point.item]?.type === "photo").length;
  if (photos) found.push({ text: t("consultant.finish.no-photos", { n: photos }), mend: () => showMissing(act) });
  const twofold = Object.entries(state.view.entities).flatMap(([target, { fields }]) =>
    Object.entries(fields).flatMap(([item, field]) => (field.other?.length ? [{ target, item }] : [])),
  );
  const [first] = twofold;
  if (first) found.push({ text: t("consultant.finish.two-values", { n: twofold.length }), mend: () => act.jump(first.target, first.item) });
  return found;
}

/** @param {Acts} act */
function showMissing(act) {
  act.evidence.filter("missing");
  act.openMode({ kind: "gallery" });
}

/** @param {Loaded} state @param {Acts} act */
export function viewerView(state, act) {
  const { panel } = state;
  if (panel?.kind !== "photo") return nothing;
  const photo = state.photos[panel.photo];
  const bound = photosOf(state.view).find((one) => one.id === panel.photo);
  if (!photo || !bound) return nothing;
  const target = targetOf(state.view, bound.entity);
  const item = state.checklist.items[bound.item];
  return photoViewer({
    photo,
    src: act.screen(photo),
    subject: subjectName(state, target, bound.item),
    question: pick(item?.text),
    caption: bound.caption,
    locked: isLocked(state),
    blocked: photoBlocked(state),
    act: {
      close: act.close,
      caption: (text) => act.caption(photo.id, text),
      again: () => {
        act.close();
        act.takePhotoFor(bound.entity, bound.item);
      },
      remove: () => act.removePhoto(photo.id),
    },
  });
}
