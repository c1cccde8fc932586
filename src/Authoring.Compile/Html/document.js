// Only comfort: without it the document is read, opened and closed by its links alone.
(() => {
  const contents = document.getElementById("page:contents");
  const places = [...(contents?.querySelectorAll("li a") ?? [])]
    .map(link => ({ link, place: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
    .filter(({ place }) => place);
  let marked;
  let waits = false;

  // The last heading above the upper third of the window is the one that is being read. The places stand in order.
  function follow() {
    waits = false;
    let [from, to] = [0, places.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (places[middle].place.getBoundingClientRect().top <= innerHeight / 3) from = middle + 1;
      else to = middle;
    }
    const link = places[from - 1]?.link;
    if (link === marked) return;
    marked?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    marked = link;
    if (link) show(link);
  }

  function show(link) {
    const [box, frame] = [link.getBoundingClientRect(), contents.getBoundingClientRect()];
    if (box.top < frame.top || box.bottom > frame.bottom) contents.scrollTop += box.top - frame.top - frame.height / 3;
  }

  function soon() {
    if (waits) return;
    waits = true;
    requestAnimationFrame(follow);
  }
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon);
  soon();

  const opened = () => document.querySelector(".opens:target, .contents:target");
  const closer = of => (of.matches(".opens") ? of.nextElementSibling : of.querySelector(".closes"));
  // Only what lies over the page: beside the text the contents are always there.
  const isOver = of => of && getComputedStyle(of).position === "fixed";
  let above = 0;
  document.addEventListener("click", event => {
    const link = event.target.closest("a");
    if (link?.matches(".opens, .opener")) above = scrollY;
    if (!link?.matches(".closes")) return;
    // Back to where the reader was, instead of to the top of the figure.
    requestAnimationFrame(() => requestAnimationFrame(() => scrollTo({ top: above, behavior: "instant" })));
  });
  addEventListener("hashchange", () => {
    const over = opened();
    if (isOver(over)) closer(over).focus({ preventScroll: true });
  });
  document.addEventListener("keydown", event => {
    const over = event.key === "Escape" ? opened() : null;
    if (isOver(over)) closer(over).click();
  });
})();
