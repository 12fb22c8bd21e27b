/** Taking a thing out: its pictures stay, with its room where it has one, else without a place of their own. */

import { exists, photosOf, split, value } from "./entities.js";

/** @typedef {import("./state.js").LogState} LogState */
/** @typedef {import("./ledger.js").Change} Change */

/**
 * All of it goes and comes back together. Its answers stay in the log and wait for an undo.
 * @param {LogState} view @param {string} target @returns {{changes: Change[], pictures: number, room: string|null}} room where the pictures are now
 */
export function removing(view, target) {
  const [kind, id] = split(target);
  const own = value(view, target, "room");
  const room = kind !== "room" && own !== null && exists(view, `room:${own}`) ? own : null;
  const pictures = photosOf(view).filter((photo) => photo.entity === id);
  return {
    changes: [
      ...pictures.flatMap((photo) => [
        { target: `photo:${photo.id}`, field: "entity", value: room },
        { target: `photo:${photo.id}`, field: "item", value: null },
      ]),
      { target, field: "exists", value: false },
    ],
    pictures: pictures.length,
    room,
  };
}
