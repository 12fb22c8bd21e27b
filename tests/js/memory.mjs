/** A store in memory, as the sealed one is seen by the page; `spoilt` records cannot be decrypted any more. */

export class Memory {
  records = new Map();
  broken = false;
  spoilt = new Set();

  async ids() {
    return [...this.records.keys()].sort();
  }

  async get(id) {
    await null;
    if (this.spoilt.has(id)) throw new DOMException("", "OperationError"); // as decrypting does
    return this.records.get(id) ?? null;
  }

  async put(records, remove = []) {
    await null;
    if (this.broken) throw new Error("no room");
    for (const id of remove) this.records.delete(id);
    for (const [id, bytes] of Object.entries(records)) this.records.set(id, bytes);
  }
}
