/** The lamp of her phone, switched from here; whether it burns is what the phone says. */

export class Light {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    app.signals.on("torch-state", (payload) =>
      app.setCall({ torch: { on: payload?.on === true, supported: payload?.supported !== false } }),
    );
  }

  toggle() {
    const { torch } = this.app.store.get().call;
    this.app.say("torch", { on: !(torch?.on ?? false) });
  }
}
