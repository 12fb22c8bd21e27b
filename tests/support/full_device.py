"""A device without room for another picture; what is small still fits.

A quota set from outside (Chromium's `Storage.overrideQuotaForOrigin`) does not bind it here.
"""

FULL = """(() => {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (value, id) {
    const none = window.full && String(id).includes("picture:");
    if (none) throw new DOMException("no room", "QuotaExceededError");
    return put.call(this, value, id);
  };
})();
"""
