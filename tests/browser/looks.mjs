// What a page shows to those who look at it otherwise; each runs in the page and tells what is wrong.

/** What can be pressed and is too small: alone 44 pixels a side for a bar, a pager, a button; else 24. */
export function smallTargets() {
  const told = [];
  for (const element of document.querySelectorAll("a[href], button, input, select, summary")) {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || box.width === 0) continue;
    // Read aloud, and shown when it has the focus.
    if (box.width <= 1 || box.height <= 1 || box.right <= 0 || box.bottom <= 0) continue;
    // A link stretched over its card is as large as the card.
    const over = ["::after", "::before"].find((part) => getComputedStyle(element, part).position === "absolute" && getComputedStyle(element, part).content !== "none");
    if (over && style.position === "static") {
      const card = element.offsetParent?.getBoundingClientRect();
      if (card && card.height >= 44 && card.width >= 44) continue;
    }
    // A link in a sentence is as high as its line.
    if (style.display === "inline" && element.closest("p, dd, li, td, th, figcaption, cite")) {
      const around = element.parentElement.textContent.trim();
      if (around !== element.textContent.trim()) continue;
    }
    // Ways to narrow a list stand in rows of many: 40 is enough for them.
    const least = element.matches("[data-facet], .chip, main summary") ? 40 : element.matches("button, summary, .button, nav[aria-label*=rang] a, [rel=next], [rel=prev]") ? 44 : 24;
    const height = Math.max(box.height, ...[...element.getClientRects()].map((rect) => rect.height));
    if (height < least - 0.5 || box.width < 23.5) told.push(`${element.outerHTML.slice(0, 80)} ${Math.round(box.width)} × ${Math.round(height)} < ${least}`);
  }
  return told;
}

/** Elements that stick out sideways. */
export function sideways() {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide <= 0) return [];
  const told = [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .slice(0, 3)
    .map((element) => element.outerHTML.slice(0, 100));
  return [`${wide} px too wide`, ...told];
}

/** The stop the keyboard is at: whether it is seen, marked, and not under something else. */
export function stop() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element);
  const inside = element.querySelector("img, b, span, svg");
  const marked = [element, inside, element.closest("label, li, article, .card"), element.closest("form")].filter(Boolean).some((one) =>
    [undefined, "::after", "::before"].some((part) => {
      const look = getComputedStyle(one, part);
      return look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
    }),
  );
  const boxes = [...element.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
  const seen = boxes.some((box) => {
    const points = [0.5, 0.1, 0.9].flatMap((x) => [0.5, 0.2, 0.8].map((y) => [box.left + box.width * x, box.top + box.height * y]));
    return points.some(([x, y]) => {
      const top = document.elementFromPoint(x, y);
      return top && (element.contains(top) || top.contains(element) || top.closest("label")?.control === element);
    });
  });
  const name = element.outerHTML.slice(0, 90);
  element.dataset.stop = "";
  return { name, marked, seen: seen && style.visibility !== "hidden" };
}

/** What moves by itself or by a transition although the reader asked for rest. */
export function moving() {
  const told = [...document.querySelectorAll("body *")].filter((element) => {
    const { transitionDuration, animationName } = getComputedStyle(element);
    return animationName !== "none" || transitionDuration.split(",").some((time) => parseFloat(time) > 0);
  });
  return told.slice(0, 3).map((element) => `moves: ${element.outerHTML.slice(0, 90)}`);
}

/** Lines, letters and words as far apart as WCAG 1.4.12 lets a reader set them: what is cut then. */
export function spaced() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important} p{margin-bottom:2em!important}");
  document.adoptedStyleSheets = [sheet];
  const told = [...document.querySelectorAll("body *")].filter((element) => {
    const style = getComputedStyle(element);
    const cuts = (way) => style[way] === "hidden" || style[way] === "clip";
    // A label is as large as its paper.
    if (element.closest(".sticker")) return false;
    if (!element.textContent.trim() || element.clientHeight <= 2 || element.clientWidth <= 2) return false;
    return (cuts("overflowY") && element.scrollHeight > element.clientHeight + 1) || (cuts("overflowX") && element.scrollWidth > element.clientWidth + 1);
  });
  return told.slice(0, 3).map((element) => `cut: ${element.outerHTML.slice(0, 90)}`);
}

/** Where the reader's own few colours replace ours: what is a button, a level or a state must still be told from its ground. */
export function forced() {
  const told = [];
  const colour = (text) => text.match(/[\d.]+/g).map(Number);
  const light = (text) => {
    const [red, green, blue] = colour(text).map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const ground = getComputedStyle(document.body).backgroundColor;
  const all = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
  for (const element of all(".button, .chip, .star, .level, .pager a, .find, .card, .ticket")) {
    const style = getComputedStyle(element);
    if (style.borderTopStyle === "none" || parseFloat(style.borderTopWidth) < 1) told.push(`no edge: ${element.outerHTML.slice(0, 80)}`);
  }
  for (const element of all(".state, .at")) {
    const style = getComputedStyle(element, "::before");
    if (style.content !== "none" && contrast(style.backgroundColor, ground) < 3) told.push(`no sign: ${element.outerHTML.slice(0, 80)}`);
  }
  for (const element of all(".matrix td a, .matrix td > span, .steps li")) {
    const field = element.closest("td, li");
    const own = getComputedStyle(field).backgroundColor;
    const behind = colour(own)[3] === 0 ? ground : own;
    if (contrast(getComputedStyle(element).color, behind) < 4.5) told.push(`not read: ${field.outerHTML.slice(0, 80)} ${getComputedStyle(element).color} on ${behind}`);
  }
  return told.slice(0, 4);
}
