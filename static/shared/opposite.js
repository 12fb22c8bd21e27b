/** Who is at the other end of one call: customer and consultant each other, or, where a guest is at one end, a named seat. */

/** @typedef {import("./call-socket.js").CallSocket} CallSocket */
/** @typedef {import("./call-socket.js").Role} Role */

export class Opposite {
  /** @param {CallSocket} socket @param {Role} [role] whose seat, where a guest is at one end */
  constructor(socket, role) {
    this._socket = socket;
    this.role = role;
  }

  /** @returns {import("./call-socket.js").Participant|null} */
  get participant() {
    return this.role ? this._socket.in(this.role) : this._socket.other;
  }

  /** Whether somebody in this seat is in our call. @param {Role} [role] none: said by an older server */
  is(role) {
    return this.role ? role === this.role : role !== "guest";
  }

  /** In a collision of offers the polite one gives way: a guest to both, and the consultant to the customer. */
  get polite() {
    return this.role !== "guest" && this._socket.polite;
  }

  /** What a message needs to find its way. @returns {{to?: Role}} */
  get address() {
    return this.role ? { to: this.role } : {};
  }
}
