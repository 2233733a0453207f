// Asks without leaving the page, and shows the answer as it is written.
(() => {
  "use strict";

  const chat = document.getElementById("chat");
  const form = document.getElementById("ask");
  const field = document.getElementById("q");
  const turns = document.getElementById("turns");
  const button = form.querySelector("button");
  const send = button.textContent;
  const texts = chat.dataset;
  const history = [];
  let running = null;

  const element = (name, classes, text) => {
    const made = document.createElement(name);
    if (classes) made.className = classes;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const reasons = document.getElementById("reasons").content;
  const reason = (word) => {
    const known = reasons.querySelector(`[data-reason="${CSS.escape(word)}"]`);
    return known ? known.textContent : word;
  };
  const headers = () => {
    const token = document.querySelector("#token input[name=_csrf]");
    return { "Content-Type": "application/json", ...(token ? { "X-CSRF-TOKEN": token.value } : {}) };
  };
  const nearEnd = () => innerHeight + scrollY > document.documentElement.scrollHeight - 200;
  const follow = (was) => { if (was) scrollTo({ top: document.documentElement.scrollHeight }); };

  // [1] becomes a link to the source of that number; nothing else of an answer is taken for more than text.
  const withLinks = (place, text, sources) => {
    place.replaceChildren();
    let from = 0;
    for (const match of text.matchAll(/\[(\d{1,3})\]/g)) {
      const source = sources.find((one) => one.number === Number(match[1]));
      place.append(text.slice(from, match.index));
      if (source) {
        const link = element("a", "cite", match[1]);
        link.href = `/assistant/passages/${encodeURIComponent(source.passage)}`;
        link.title = source.section ? `${source.title || source.source} › ${source.section}` : source.title || source.source;
        place.append(link);
      }
      from = match.index + match[0].length;
    }
    place.append(text.slice(from));
  };

  const thumb = (up) => {
    const one = element("button");
    one.type = "button";
    one.title = up ? texts.up : texts.down;
    one.setAttribute("aria-label", one.title);
    one.setAttribute("aria-pressed", "false");
    one.innerHTML = `<svg viewBox="0 0 20 20" aria-hidden="true"><path fill="currentColor" ${up ? "" : 'transform="rotate(180 10 10)"'} d="M2 9h3v8H2zm4.5 7.2V9.4l3.9-6.6c.9.1 1.6.8 1.6 1.8 0 1-.3 2-.6 3h4.3c1 0 1.8.9 1.6 1.9l-1 5.3c-.2 1-1 1.7-2 1.7H8.2c-.6 0-1.2-.1-1.7-.3z"/></svg>`;
    return one;
  };

  const rating = (id) => {
    const place = element("span", "rate");
    const both = [thumb(true), thumb(false)];
    both.forEach((one, at) => one.addEventListener("click", async () => {
      const answer = await fetch(`/api/v1/query/${id}/feedback`, {
        method: "POST", headers: headers(), body: JSON.stringify({ rating: at === 0 ? "up" : "down" }),
      }).catch(() => null);
      if (answer && answer.ok) both.forEach((other) => other.setAttribute("aria-pressed", String(other === one)));
    }));
    place.append(...both);
    return place;
  };

  const finish = (turn, answer) => {
    withLinks(turn.querySelector(".text"), answer.answer, answer.citations);
    if (answer.refused) turn.classList.add("refused");
    if (answer.citations.length) {
      const sources = element("details", "sources");
      sources.open = true;
      const list = element("ol");
      for (const source of answer.citations) {
        const line = element("li");
        line.value = source.number;
        const link = element("a", "", source.title || source.source);
        link.href = `/assistant/passages/${encodeURIComponent(source.passage)}`;
        line.append(link);
        if (source.section) link.append(element("span", "muted", ` › ${source.section}`));
        list.append(line);
      }
      sources.append(element("summary", "", texts.sources), list);
      turn.append(sources);
    }
    const meta = element("p", "meta muted small");
    const parts = answer.provider === "none" ? [] : [`${answer.provider}/${answer.model_name}`];
    parts.push(reason(answer.routing_reason));
    if (answer.provider !== "none") parts.push(answer.estimated_cost > 0 ? `${texts.cost} ${answer.estimated_cost.toLocaleString(document.documentElement.lang, { maximumSignificantDigits: 2 })}` : texts.free);
    parts.push(`${answer.latency_seconds.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 2 })} ${texts.seconds}`);
    meta.append(element("span", "", parts.join(" · ")), rating(answer.query_id));
    turn.append(meta);
  };

  const fail = (turn, text) => {
    const notice = element("div", "notice bad");
    notice.setAttribute("role", "alert");
    notice.append(element("p", "", text));
    turn.append(notice);
  };

  // The events of a stream: a blank line ends each.
  const read = async (body, take) => {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      rest += value;
      for (let end = rest.indexOf("\n\n"); end >= 0; end = rest.indexOf("\n\n")) {
        const event = {};
        for (const line of rest.slice(0, end).split("\n")) {
          const colon = line.indexOf(":");
          if (colon > 0) event[line.slice(0, colon)] = (event[line.slice(0, colon)] ?? "") + line.slice(colon + 1).trimStart();
        }
        rest = rest.slice(end + 2);
        if (event.data) take(event.event, JSON.parse(event.data));
      }
    }
  };

  const ask = async (question) => {
    document.getElementById("starters")?.remove();
    const asked = element("li", "turn asked");
    asked.append(element("p", "", question));
    const turn = element("li", "turn answered writing");
    const text = element("p", "text");
    turn.append(text);
    turns.append(asked, turn);
    follow(true);
    running = new AbortController();
    button.textContent = texts.stop;
    let done = false;
    try {
      const answer = await fetch("/api/v1/query/stream", {
        method: "POST", headers: headers(), signal: running.signal,
        body: JSON.stringify({ question, history: history.slice(-6) }),
      });
      if (!answer.ok) {
        const problem = await answer.json().catch(() => ({}));
        fail(turn, answer.status === 429 ? texts.limited : problem.detail || texts.failed);
        done = true;
      } else {
        await read(answer.body, (name, data) => {
          const was = nearEnd();
          if (name === "token") text.append(data.text);
          if (name === "done") {
            done = true;
            finish(turn, data);
            history.push({ role: "user", content: question }, { role: "assistant", content: data.answer.slice(0, 2000) });
          }
          if (name === "error") {
            done = true;
            fail(turn, data.detail || texts.broken);
          }
          follow(was);
        });
      }
      if (!done) fail(turn, texts.broken);
    } catch (problem) {
      fail(turn, problem.name === "AbortError" ? texts.stopped : texts.failed);
    } finally {
      turn.classList.remove("writing");
      running = null;
      button.textContent = send;
      field.focus();
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (running) {
      running.abort();
      return;
    }
    const question = field.value.trim();
    if (question.length < 3) return;
    field.value = "";
    ask(question);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  document.getElementById("starters")?.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link) {
      event.preventDefault();
      ask(link.textContent.trim());
    }
  });
})();
