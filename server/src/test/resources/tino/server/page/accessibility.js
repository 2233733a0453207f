() => {
  const faults = [];
  const fault = (element, what) => faults.push(`${what}: ${element.outerHTML.slice(0, 120)}`);
  const visible = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.getClientRects().length > 0;
  const text = (element) => (element?.textContent || "").trim();
  const named = (element) =>
    text(element) !== "" || element.getAttribute("aria-label") || element.getAttribute("title") ||
    (element.getAttribute("aria-labelledby") || "").split(" ").some((id) => text(document.getElementById(id)) !== "");

  if (!document.documentElement.lang) faults.push("the page says no language");
  if (!document.title) faults.push("the page has no title");
  if (document.querySelectorAll("main").length !== 1) faults.push("the page needs one <main>");
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  ids.filter((id, index) => ids.indexOf(id) !== index).forEach((id) => faults.push(`two elements have the id ${id}`));

  for (const control of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    const labels = control.labels ? [...control.labels] : [];
    if (!labels.some((label) => text(label) !== "") && !control.getAttribute("aria-label") && !control.getAttribute("aria-labelledby")) fault(control, "no label");
  }
  for (const element of document.querySelectorAll("a[href], button, summary")) {
    if (visible(element) && !named(element)) fault(element, "no name");
  }
  for (const element of document.querySelectorAll("[aria-labelledby], [aria-describedby]")) {
    for (const attribute of ["aria-labelledby", "aria-describedby"]) {
      for (const id of (element.getAttribute(attribute) || "").split(" ").filter(Boolean)) {
        if (!document.getElementById(id)) fault(element, `${attribute} names nothing (${id})`);
      }
    }
  }
  for (const image of document.querySelectorAll("img:not([alt]), svg:not([aria-hidden]):not([role])")) fault(image, "no text for the image");
  for (const heading of document.querySelectorAll("th")) if (!heading.scope) fault(heading, "heading without scope");
  for (const control of document.querySelectorAll("button, input:not([type=hidden]), select, .button")) {
    const box = control.getBoundingClientRect();
    if (visible(control) && box.height > 0 && (box.height < 24 && !control.matches("[type=checkbox], [type=radio], [type=range]"))) fault(control, `target of ${Math.round(box.height)} px`);
  }

  const parse = (colour) => {
    const numbers = (colour.match(/[\d.]+/g) || []).map(Number);
    const scale = colour.startsWith("color(") ? 255 : 1;
    return [numbers[0] * scale, numbers[1] * scale, numbers[2] * scale, numbers.length > 3 ? numbers[3] : 1];
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const background = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.push(parse(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 1]);
  };
  const luminance = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((value) => value / 255).map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (seen.has(element) || walker.currentNode.data.trim() === "" || element.closest("script, style, template, :disabled, .visually-hidden") || !visible(element)) continue;
    seen.add(element);
    const style = getComputedStyle(element);
    const under = background(element);
    const [light, dark] = [luminance(over(parse(style.color), under)), luminance(under)].sort((a, b) => b - a);
    const contrast = (light + 0.05) / (dark + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (contrast < (large ? 3 : 4.5)) fault(element, `contrast ${contrast.toFixed(2)}`);
  }
  return faults;
}
