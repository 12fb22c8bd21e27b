/** The consultant's pages without a network: frames without anybody's data, and the files they are made of. */

import { clear, putBy } from "../../shared/shell.js";

const SHELL = {
  cache: "kellerblick-desk",
  worker: "/consultant-worker.js",
  scope: "/consultant",
  pages: [
    { at: "/consultant/frame/day", kept: "/consultant" },
    { at: "/consultant/frame/cockpit", kept: "/consultant/cockpit" },
  ],
};

/** @returns {Promise<boolean>} whether the pages open without a network from now on */
export const putByDesk = () => putBy(SHELL);

export const clearDesk = () => clear(SHELL);
