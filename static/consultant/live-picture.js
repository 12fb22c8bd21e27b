/**
 * The element that shows her picture. The server sends it with the page and the head start fills it, so that the
 * first frame waits for nothing else; the stage takes it over and dresses it.
 */

/** @typedef {{picture: (size: {width: number, height: number}) => void, video: (element: HTMLVideoElement) => void, tap: (event: MouseEvent) => void}} Handlers */

const element = /** @type {HTMLVideoElement} */ (document.querySelector("video.live"));
/** @type {Handlers|null} */
let handlers = null;

/** @param {MediaStream|null} stream */
export function showStream(stream) {
  if (element.srcObject !== stream) element.srcObject = stream;
  element.hidden = stream === null;
}

/** @returns {Promise<unknown>} a picture is there */
export function firstFrame() {
  return new Promise((resolve) => element.addEventListener("loadeddata", resolve, { once: true }));
}

/** The element, for a template to stand in. @param {Handlers} given the first ones stay @param {string} label */
export function livePicture(given, label) {
  element.ariaLabel = label;
  if (!handlers) {
    handlers = given;
    element.addEventListener("click", (event) => given.tap(event));
    element.addEventListener("resize", told);
    element.addEventListener("loadedmetadata", begun);
  }
  return element;
}

function told() {
  handlers?.picture({ width: element.videoWidth, height: element.videoHeight });
}

function begun() {
  told();
  handlers?.video(element);
}

/** What began before anybody could hear of it. */
export function catchUp() {
  if (element.readyState >= HTMLMediaElement.HAVE_METADATA) begun();
}
