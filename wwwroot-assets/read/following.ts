// The contents beside the text mark the heading under which one reads.
export function followReading(contents: HTMLElement): void {
  const places = [...contents.querySelectorAll<HTMLAnchorElement>("li a")].flatMap(link => {
    const place = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return place ? [{ link, place }] : [];
  });
  let marked: HTMLAnchorElement | undefined;
  let waits = false;
  const mark = () => {
    waits = false;
    let [from, to] = [0, places.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (places[middle]!.place.getBoundingClientRect().top <= innerHeight / 3) from = middle + 1;
      else to = middle;
    }
    const link = places[from - 1]?.link;
    if (link === marked) return;
    marked?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    marked = link;
    if (link) showIn(contents, link);
  };
  const soon = () => {
    if (waits || !contents.isConnected) return;
    waits = true;
    requestAnimationFrame(mark);
  };
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon);
  soon();
}

function showIn(contents: HTMLElement, link: HTMLElement): void {
  const [box, frame] = [link.getBoundingClientRect(), contents.getBoundingClientRect()];
  if (box.top < frame.top || box.bottom > frame.bottom) contents.scrollTop += box.top - frame.top - frame.height / 3;
}
