/** Run in a page: touch areas below the wanted size, boxes wider than what holds them. An expression, for evaluate(). */
({ touch, inCall }) => {
  const CONTROLS = "button, a[href], summary, select, textarea, input:not([type=hidden]), [role=button]";
  // What is tapped again and again while the other hand holds the tablet or the phone.
  const IN_CALL = ".item .chip, .hint, .tool, .foot .button, .keypad button, .key, .keys button, .button.call";
  // Rows that are meant to be pushed sideways.
  const SCROLLERS = ".tabs-row, .rooms, .hints, .filters, .tool-row, .top-keys";
  const PHONE_SCROLLERS = ".risk-tiles, .section-list, .glance-filters, .plan-floors, .draw-tools"; // what stands beside each other on a tablet only
  const SLACK = 0.6; // pixels lost to rounding

  /** @param {Element} element */
  const nameOf = (element) =>
    `${element.tagName.toLowerCase()}.${[...element.classList].join(".")} "${(element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 40)}"`;

  /** @param {Element} element */
  const isShown = (element) =>
    !element.closest("[inert]") &&
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    element.getClientRects().length > 0;

  /** A hidden radio is tapped by its label. @param {Element} element */
  const area = (element) => (element instanceof HTMLInputElement && element.closest("label")) || element;

  /** A link within a sentence is as high as its line. @param {Element} element */
  const inSentence = (element) => element.matches("a") && getComputedStyle(element).display === "inline";

  const small = [...document.querySelectorAll(CONTROLS)]
    .filter((element) => isShown(element) && !inSentence(element))
    .flatMap((element) => {
      const target = area(element);
      const { width, height } = target.getBoundingClientRect();
      const wanted = target.matches(IN_CALL) ? inCall : touch;
      if (width >= wanted - SLACK && height >= wanted - SLACK) return [];
      return [`touch area ${Math.round(width)} × ${Math.round(height)}, wanted ${wanted}: ${nameOf(target)}`];
    });

  const wide = [...document.querySelectorAll("body, body *")]
    .filter((element) => {
      const style = getComputedStyle(element);
      const holds = element === document.body || style.overflowX !== "visible";
      return holds && !element.matches("input") && !element.matches(`.unseen, ${SCROLLERS}`) && !element.closest("svg") && isShown(element);
    })
    .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1)
    .filter((element) => innerWidth > 600 || !element.matches(PHONE_SCROLLERS))
    .map((element) => `cut off, ${element.scrollWidth} in ${element.clientWidth}: ${nameOf(element)}`);

  return [...small, ...wide];
};
