/* Init script: what a headless browser lacks of a phone. `phone` notes what was asked of it. */
(() => {
  const LENSES = ["Back Ultra Wide Camera", "Back Camera", "Back Telephoto Camera"];
  const phone = (window.phone = { set: [], opened: [], refuses: [], spoken: [], shaken: [], notes: 0, voices: ["de-DE", "en-GB"] });
  const lens = new WeakMap(); // of a track
  const now = new WeakMap();

  const { getCapabilities, getSettings, applyConstraints } = MediaStreamTrack.prototype;
  Object.assign(MediaStreamTrack.prototype, {
    getCapabilities() {
      const can = getCapabilities.call(this);
      if (this.kind !== "video") return can;
      return { ...can, torch: true, zoom: { min: 1, max: 8, step: 0.1 }, focusMode: ["continuous", "single-shot"] };
    },
    getSettings() {
      const is = getSettings.call(this);
      return this.kind === "video" ? { ...is, deviceId: `lens ${lens.get(this) ?? 1}`, ...now.get(this) } : is;
    },
    async applyConstraints(wanted) {
      const [set] = wanted?.advanced ?? [];
      if (!set) {
        now.set(this, { torch: false, zoom: 1 }); // as older iPhones do
        phone.set.push({ lines: wanted?.height?.ideal });
        return applyConstraints.call(this, wanted);
      }
      if (Object.keys(set).some((one) => phone.refuses.includes(one))) throw new DOMException("no", "OverconstrainedError");
      now.set(this, { torch: set.torch ?? false, zoom: set.zoom ?? 1 }); // what is not named falls back
      phone.set.push(set);
    },
  });
  Object.defineProperty(phone, "now", {
    get: () => now.get(document.querySelector("video").srcObject.getVideoTracks()[0]),
  });
  Object.defineProperty(phone, "lens", {
    get: () => lens.get(document.querySelector("video").srcObject.getVideoTracks()[0]),
  });

  const { getUserMedia, getSupportedConstraints } = MediaDevices.prototype;
  const live = new Set();
  Object.assign(MediaDevices.prototype, {
    getSupportedConstraints() {
      return { ...getSupportedConstraints.call(this), pointsOfInterest: true };
    },
    async enumerateDevices() {
      const front = { kind: "videoinput", deviceId: "front", label: "Front Camera", groupId: "" };
      return [front, ...LENSES.map((label, index) => ({ ...front, deviceId: `lens ${index}`, label }))];
    },
    async getUserMedia(wanted) {
      const device = wanted.video?.deviceId?.exact ?? wanted.video?.deviceId?.ideal;
      const index = device ? Number(device.split(" ")[1]) : 1;
      if (wanted.video) {
        if ([...live].some((track) => track.readyState === "live")) throw new DOMException("busy", "NotReadableError");
        if (phone.refuses.includes(device)) throw new DOMException("broken", "NotReadableError");
      }
      const { deviceId, facingMode, ...video } = wanted.video ?? {};
      const stream = await getUserMedia.call(this, { ...wanted, video: wanted.video ? video : false });
      for (const track of stream.getVideoTracks()) {
        live.add(track);
        lens.set(track, index);
        phone.opened.push(index);
      }
      return stream;
    },
  });

  window.SpeechSynthesisUtterance = function (text) {
    this.text = text;
  };
  Object.defineProperty(window, "speechSynthesis", {
    value: {
      speaking: false,
      getVoices: () => phone.voices.map((lang) => ({ lang, localService: true, default: false, name: lang })),
      speak: (words) => {
        if (!words.text.trim()) return;
        phone.spoken.push({ text: words.text, lang: words.lang });
        queueMicrotask(() => words.onstart?.());
      },
      cancel: () => {},
      addEventListener: () => {},
    },
  });
  navigator.vibrate = (pattern) => phone.shaken.push(pattern) > 0;
  const { createOscillator } = BaseAudioContext.prototype;
  BaseAudioContext.prototype.createOscillator = function () {
    phone.notes += 1;
    return createOscillator.call(this);
  };
})();
