/** The first that runs in the cockpit: its socket opens while the modules that use it are still being read. */

import { openEarly } from "../shared/early-socket.js";
import { callPath, consultationHere } from "./call-path.js";

const page = JSON.parse(document.getElementById("page-data")?.textContent ?? "{}");
openEarly(callPath(consultationHere(page)));
