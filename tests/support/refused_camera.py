"""A phone whose browser has not been allowed to use the camera, and what it says about that."""

from __future__ import annotations

PHONE = """
  window.camera = {
    works: false,
    error: "NotAllowedError",
    message: "Permission denied",
    leave: { camera: "denied", microphone: "denied" },
    told: [],
    allow(...names) {
      for (const name of names) camera.leave[name] = "granted";
      for (const status of camera.told) status.dispatchEvent(new Event("change"));
    },
  };
  const ask = MediaDevices.prototype.getUserMedia;
  MediaDevices.prototype.getUserMedia = function (wanted) {
    const allowed = Object.entries({ video: "camera", audio: "microphone" }).every(
      ([kind, name]) => !wanted[kind] || camera.leave[name] === "granted",
    );
    if (camera.works && allowed) return ask.call(this, wanted);
    return Promise.reject(new DOMException(camera.message, camera.error));
  };
  const query = Permissions.prototype.query;
  Permissions.prototype.query = async function (wanted) {
    if (!(wanted.name in camera.leave)) return query.call(this, wanted);
    const status = new EventTarget();
    Object.defineProperty(status, "state", { get: () => camera.leave[wanted.name] });
    camera.told.push(status);
    return status;
  };
"""
"""Init script. `camera.works = true` and `camera.allow("camera", "microphone")` mend it, and it tells;
`camera.error`, `camera.message`, `camera.leave` say otherwise why there is none."""
