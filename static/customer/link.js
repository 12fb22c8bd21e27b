/** Her link, as it came: to be passed on to the browser when another app opened it. */

export class Link {
  /** @param {import("./hub.js").Hub} hub @param {string} secret "" when the address had none */
  constructor({ store }, secret) {
    this._store = store;
    this._secret = secret;
  }

  address = () => {
    const spoken = new URLSearchParams(location.search).get("lang");
    const search = spoken ? `?lang=${encodeURIComponent(spoken)}` : "";
    return location.origin + location.pathname + search + (this._secret ? `#${encodeURIComponent(this._secret)}` : "");
  };

  copy = async () => {
    this._store.set({ copied: (await copyText(this.address())) ? "done" : "failed" });
  };
}

/** @param {string} text @returns {Promise<boolean>} */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyOldWay(text); // pages inside apps often have no clipboard, and yet a selection can be copied
  }
}

/** @param {string} text @returns {boolean} */
function copyOldWay(text) {
  const field = document.createElement("textarea");
  field.className = "unseen";
  field.readOnly = true;
  field.value = text;
  document.body.append(field);
  field.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    field.remove();
  }
}

/**
 * Android opens this in the phone's own browser. The secret stays behind the "#": Android takes what stands before the
 * last "#Intent;" for the address, and neither a server nor a referrer ever sees a fragment.
 * @param {string} address
 */
export function intentLink(address) {
  const { protocol, host, pathname, search, hash } = new URL(address);
  const how = `scheme=${protocol.slice(0, -1)};action=android.intent.action.VIEW;category=android.intent.category.BROWSABLE`;
  return `intent://${host}${pathname}${search}${hash}#Intent;${how};end`;
}
