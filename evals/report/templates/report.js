"use strict";
(() => {
  const form = document.querySelector(".tools");
  const exchanges = [...document.querySelectorAll(".exchange")].map((element) => ({
    element,
    words: element.textContent.toLowerCase(),
    topics: element.dataset.topics.split(" "),
  }));
  const output = form.querySelector("output");

  const shown = () => {
    const wanted = Object.fromEntries(new FormData(form));
    const words = wanted.words.trim().toLowerCase().split(/\s+/);
    let count = 0;
    for (const { element, words: text, topics } of exchanges) {
      const fits =
        words.every((word) => text.includes(word)) &&
        (!wanted.case || element.dataset.case === wanted.case) &&
        (!wanted.analyst || element.dataset.analyst === wanted.analyst) &&
        (!wanted.topic || topics.includes(wanted.topic));
      element.hidden = !fits;
      count += fits;
    }
    output.textContent = count === exchanges.length ? `${count} exchanges` : `${count} of ${exchanges.length} exchanges`;
  };

  form.addEventListener("input", shown);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(shown));
  addEventListener("beforeprint", () => exchanges.forEach(({ element }) => (element.open = !element.hidden)));
  form.hidden = false;
  shown();
})();
