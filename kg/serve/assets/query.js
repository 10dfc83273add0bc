"use strict";

// Everything that comes from a store or a person is put on the page as text, never as HTML.

const SHOWN = 1000;
const TABLES = { CSV: "text/csv", TSV: "text/tab-separated-values", JSON: "application/sparql-results+json", XML: "application/sparql-results+xml" };
const GRAPHS = { Turtle: "text/turtle", "N-Triples": "application/n-triples", "JSON-LD": "application/ld+json" };
const ENDINGS = { CSV: "csv", TSV: "tsv", JSON: "srj", XML: "srx", Turtle: "ttl", "N-Triples": "nt", "JSON-LD": "jsonld" };
const NUMBERS = ["integer", "decimal", "double"].map((name) => `http://www.w3.org/2001/XMLSchema#${name}`);
const START = `SELECT ?number ?title WHERE {
  ?document a eli:LegalResource ; eli:number ?number ; eli:title ?title .
} ORDER BY ?number LIMIT 100`;

const byId = (id) => document.getElementById(id);
const editor = CodeMirror.fromTextArea(byId("query"), {
  mode: "application/sparql-query",
  lineNumbers: true,
  lineWrapping: true,
  matchBrackets: true,
  inputStyle: "contenteditable",
  screenReaderLabel: "SPARQL 查询语句",
  // Tab moves on, so that a keyboard does not get caught here.
  extraKeys: { "Ctrl-Enter": () => run(), "Cmd-Enter": () => run(), Tab: false, "Shift-Tab": false },
});

let running = null;
let chosen = null;

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

async function ask(query, accept, signal) {
  const response = await fetch("sparql", {
    method: "POST",
    headers: { "Content-Type": "application/sparql-query", Accept: accept },
    body: query,
    signal,
  });
  if (!response.ok) throw new Error((await response.text()).trim());
  return response;
}

/** Does something that a person waits for, says how long it took, and shows what went wrong. */
async function doing(work) {
  running?.abort();
  const mine = (running = new AbortController());
  byId("stop").hidden = false;
  byId("error").textContent = "";
  byId("status").textContent = "正在查询……";
  try {
    await work(mine.signal);
  } catch (error) {
    if (running !== mine) return;
    byId("status").textContent = error.name === "AbortError" ? "已停止。" : "";
    if (error.name !== "AbortError") byId("error").textContent = `未能完成：${error.message}`;
  } finally {
    if (running === mine) {
      running = null;
      byId("stop").hidden = true;
    }
  }
}

function run() {
  const query = editor.getValue();
  return doing(async (signal) => {
    byId("result").replaceChildren();
    byId("downloads").hidden = true;
    const began = performance.now();
    const response = await ask(query, `${TABLES.JSON}, ${GRAPHS.Turtle}`, signal);
    const isGraph = response.headers.get("Content-Type").startsWith(GRAPHS.Turtle);
    const said = isGraph ? graph(await response.text()) : table(await response.json());
    byId("status").textContent = `${said}用时 ${((performance.now() - began) / 1000).toFixed(2)} 秒。`;
    offer(query, isGraph ? GRAPHS : TABLES);
    const address = `?query=${encodeURIComponent(query)}`;
    if (address.length < 8000) history.replaceState(null, "", address);
  });
}

function table(answer) {
  if ("boolean" in answer) {
    byId("result").append(element("pre", answer.boolean ? "是（true）" : "否（false）"));
    return "";
  }
  const names = answer.head.vars;
  const rows = answer.results.bindings;
  const made = document.createElement("table");
  const head = made.createTHead().insertRow();
  for (const name of names) head.append(element("th", name, { scope: "col" }));
  const body = made.createTBody();
  for (const row of rows.slice(0, SHOWN)) {
    const line = body.insertRow();
    for (const name of names) line.append(cell(row[name]));
  }
  byId("result").append(made);
  const more = rows.length > SHOWN ? `，这里显示前 ${SHOWN} 行，下载可得全部` : "";
  return `共 ${rows.length} 行${more}。`;
}

function cell(term) {
  if (term === undefined) return element("td", "");
  if (term.type === "uri") {
    const made = element("td", "");
    const query = `DESCRIBE <${term.value}>`;
    const link = element("a", readable(term.value), { href: `?query=${encodeURIComponent(query)}`, title: "查看关于它的陈述" });
    link.addEventListener("click", (event) => {
      event.preventDefault();
      choose(null);
      editor.setValue(query);
      run();
    });
    made.append(link);
    return made;
  }
  const attributes = {};
  if (term["xml:lang"]) attributes.lang = term["xml:lang"];
  if (NUMBERS.includes(term.datatype)) attributes.class = "number";
  return element("td", term.type === "bnode" ? `_:${term.value}` : term.value, attributes);
}

/** A named query without the comments at its head, which the page shows in words. */
function bare(sparql) {
  return sparql.replace(/^(#.*\n)+/, "");
}

function readable(iri) {
  try {
    return decodeURI(iri);
  } catch {
    return iri;
  }
}

function graph(text) {
  byId("result").append(element("pre", text));
  return "";
}

function offer(query, forms) {
  const place = byId("downloads");
  place.replaceChildren(document.createTextNode("下载："));
  for (const [name, type] of Object.entries(forms)) {
    const button = element("button", name, { type: "button" });
    button.addEventListener("click", () =>
      doing(async (signal) => {
        const content = await (await ask(query, type, signal)).blob();
        const link = element("a", "", { download: `result.${ENDINGS[name]}`, href: URL.createObjectURL(content) });
        link.click();
        URL.revokeObjectURL(link.href);
        byId("status").textContent = `已下载 ${link.download}。`;
      }),
    );
    place.append(button);
  }
  place.hidden = false;
}

function choose(example) {
  chosen = example;
  for (const button of document.querySelectorAll("#examples button"))
    button.setAttribute("aria-pressed", String(button.dataset.name === example?.name));
  byId("parameters").hidden = example === null;
  if (example === null) return;
  byId("example-title").textContent = example.title_zh;
  byId("example-description").textContent = example.description_zh;
  byId("fields").replaceChildren(...example.parameters.map(field));
  byId("fill").textContent = example.parameters.length ? "填入参数并运行" : "运行";
  editor.setValue(bare(example.sparql));
}

function field(parameter) {
  const label = element("label", `${parameter.name}（${parameter.optional ? "可不填" : "必填"}）`);
  const about = element("span", parameter.description_zh, { class: "about" });
  const input = element("input", "", { name: parameter.name, autocomplete: "off" });
  input.required = !parameter.optional;
  label.append(" ", about, input);
  return label;
}

byId("parameters").addEventListener("submit", (event) => {
  event.preventDefault();
  const given = new URLSearchParams();
  for (const [name, value] of new FormData(event.target)) if (value.trim()) given.set(name, value.trim());
  doing(async (signal) => {
    const response = await fetch(`queries/${encodeURIComponent(chosen.name)}?${given}`, { signal });
    const text = await response.text();
    if (!response.ok) throw new Error(text.trim());
    editor.setValue(bare(text));
    setTimeout(run);
  });
});
byId("run").addEventListener("click", run);
byId("stop").addEventListener("click", () => running?.abort());

editor.setValue(new URLSearchParams(location.search).get("query") ?? START);
fetch("queries")
  .then((response) => response.json())
  .then((examples) => {
    for (const example of examples) {
      const button = element("button", example.title_zh, { type: "button", "data-name": example.name, "aria-pressed": "false" });
      button.addEventListener("click", () => choose(example));
      const item = document.createElement("li");
      item.append(button);
      byId("examples").append(item);
    }
  });
