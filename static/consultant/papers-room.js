/** The papers of this consultation in the cockpit: which there are, which is open, on which page. */

import { papersOf } from "../shared/papers/wire.js";

/** @typedef {import("../shared/papers/wire.js").Paper} Paper */
/** @typedef {{list: Paper[]|null, paper: string|null, page: number, trouble: boolean}} PapersShown `trouble`: not to be had now */

/** @type {PapersShown} */
export const NO_PAPERS_YET = { list: null, paper: null, page: 0, trouble: false };

export class PapersRoom {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    app.events.on("paper", () => void this.refresh());
  }

  /** @param {Partial<PapersShown>} patch */
  #set(patch) {
    this.app.store.set(({ papers }) => ({ papers: { ...papers, ...patch } }));
  }

  refresh = async () => {
    try {
      this.#set({ list: await papersOf(this.app.store.get().id), trouble: false });
    } catch {
      this.#set({ trouble: true });
    }
  };

  /** @param {string} paper */
  show = (paper) => this.#set({ paper, page: 0 });

  /** @param {number} page */
  turn = (page) => this.#set({ page });
}
