"use strict";
(() => {
  const page = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  page.classList.add("live");

  /* The transcript beside the report. */
  const pane = document.querySelector(".pane");
  let opener = null;

  const spans = (link) => link.dataset.lines.split(" ").map((span) => span.split("-").map(Number));
  const marked = (selector) => all(`${selector}[aria-current]`).forEach((one) => one.removeAttribute("aria-current"));

  function choose(call) {
    for (const one of all(".transcript")) one.hidden = one.id !== `${call}-transcript`;
    page.classList.add("reading");
    return document.getElementById(`${call}-transcript`);
  }

  function scrollTo(transcript, line) {
    const down = line.getBoundingClientRect().top - transcript.getBoundingClientRect().top;
    transcript.scrollTop += down - transcript.clientHeight * 0.22;
  }

  function open(call, link) {
    const stood = link.getBoundingClientRect().top;
    const transcript = choose(call);
    window.scrollBy(0, link.getBoundingClientRect().top - stood);
    const wanted = link.dataset.lines ? spans(link) : [];
    marked(".line");
    marked("a");
    const lines = all("[data-line]", transcript);
    const within = (line) => wanted.some(([first, last]) => line.dataset.line >= first && line.dataset.line <= last);
    const found = lines.filter((line) => line.matches(".line") && within(line));
    const unit = document.getElementById(call).dataset.unit;
    const where = wanted.map(([first, last]) => (first === last ? first : `${first}–${last}`)).join(", ");
    const many = wanted.length > 1 || (wanted.length && wanted[0][0] !== wanted[0][1]);
    pane.querySelector(".where").textContent = where ? `Transcript, ${unit}${many ? "s" : ""} ${where}` : "Transcript";
    const why = pane.querySelector(".why");
    why.textContent = link.dataset.reason || "";
    why.hidden = !link.dataset.reason;
    opener = link;
    if (link.dataset.lines) link.setAttribute("aria-current", "true");
    for (const line of found) line.setAttribute("aria-current", "true");
    const first = found[0] || lines.findLast((line) => wanted.length && line.dataset.line <= wanted[0][0]);
    if (first) {
      first.tabIndex = -1;
      scrollTo(transcript, first);
    }
    (first || pane.querySelector(".where")).focus({ preventScroll: true });
    if (link.getBoundingClientRect().bottom > pane.getBoundingClientRect().top && pane.getBoundingClientRect().left < 1) {
      link.scrollIntoView({ block: "start" });
      window.scrollBy(0, -window.innerHeight * 0.2);
    }
  }

  function close() {
    page.classList.remove("reading");
    marked("a");
    if (opener) opener.focus({ preventScroll: true });
  }

  /* Reasons of figures, on hover and on focus. */
  const tip = document.querySelector(".tip");
  let explained = null;

  for (const figure of all(".figure[title]")) {
    figure.dataset.reason = figure.title;
    figure.setAttribute("aria-description", figure.title);
    figure.removeAttribute("title");
  }

  function explain(figure) {
    explained = figure;
    tip.textContent = figure.dataset.reason;
    tip.hidden = false;
    const at = figure.getClientRects()[0];
    const above = at.top - tip.offsetHeight - 6;
    tip.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - tip.offsetWidth - 8))}px`;
    tip.style.top = `${above > 4 ? above : at.bottom + 6}px`;
  }

  const reasoned = (event) => event.target.closest && event.target.closest("[data-reason]");
  const hush = () => { tip.hidden = true; };
  for (const kind of ["mouseover", "focusin"]) {
    document.addEventListener(kind, (event) => (reasoned(event) ? explain(reasoned(event)) : hush()));
  }
  document.addEventListener("mouseout", hush);
  document.addEventListener("scroll", () => tip.hidden || explain(explained), true);

  /* Search and filters. */
  const tools = document.querySelector(".tools");
  const questions = all(".exchange");
  const texts = new Map(questions.map((one) => [one, one.textContent.toLowerCase()]));

  function filter() {
    const { words, analyst, topic, status } = tools.elements;
    const sought = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const one of questions) {
      const fits =
        (!analyst.value || one.closest(".analyst").dataset.analyst === analyst.value) &&
        (!topic.value || one.dataset.topics.split(" ").includes(topic.value)) &&
        (!status.value || one.dataset.status === status.value || (status.value === "flagged" && "flagged" in one.dataset)) &&
        sought.every((word) => texts.get(one).includes(word));
      one.hidden = !fits;
      shown += fits;
    }
    const active = Boolean(sought.length || analyst.value || topic.value || status.value);
    tools.querySelector("[type=reset]").hidden = !active;
    for (const one of all(".analyst")) one.hidden = active && !one.querySelector(".exchange:not([hidden])");
    tools.querySelector("output").textContent = active ? `${shown} of ${questions.length} questions` : "";
    highlight(sought);
  }

  function highlight(sought) {
    if (!window.CSS || !CSS.highlights) return;
    const ranges = [];
    for (const one of sought.length ? questions.filter((question) => !question.hidden) : []) {
      const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.data.toLowerCase();
        for (const word of sought) {
          for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
            const range = new Range();
            range.setStart(node, at);
            range.setEnd(node, at + word.length);
            ranges.push(range);
          }
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  }

  tools.hidden = false;
  tools.addEventListener("input", filter);
  tools.addEventListener("submit", (event) => event.preventDefault());
  tools.addEventListener("click", (event) => event.target.type === "reset" && setTimeout(filter));

  /* A link to a question that a filter hides shows it again. */
  function reveal(id) {
    const target = document.getElementById(id);
    if (target && target.closest("[hidden]")) {
      tools.reset();
      filter();
    }
  }

  /* Copying. */
  async function copy(button) {
    const text = document.getElementById(button.dataset.copy).value;
    const said = button.textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      button.textContent = "The browser forbids copying";
    }
    setTimeout(() => { button.textContent = said; }, 2000);
  }

  for (const one of all("[data-copy], [data-print], [data-close]")) one.hidden = false;

  document.addEventListener("click", (event) => {
    const on = (selector) => event.target.closest(selector);
    const link = on("a[data-lines], a[data-transcript]");
    if (link && pane) {
      event.preventDefault();
      open(link.closest(".call").id, link);
    } else if (on("[data-copy]")) {
      copy(on("[data-copy]"));
    } else if (on("[data-print]")) {
      window.print();
    } else if (on("[data-close]")) {
      close();
    } else if (on("[data-choose]")) {
      const { choose: name, value } = on("[data-choose]").dataset;
      tools.reset();
      tools.elements[name].value = value;
      filter();
    } else if (on("a[href^='#']")) {
      reveal(on("a[href^='#']").hash.slice(1));
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (!tip.hidden) hush();
    else if (page.classList.contains("reading")) close();
  });

  if (pane && window.matchMedia("(min-width: 70rem)").matches) {
    const transcript = choose(document.querySelector("[data-transcript]").dataset.transcript);
    scrollTo(transcript, transcript.querySelector(".opens") || transcript.firstElementChild);
  }
})();
