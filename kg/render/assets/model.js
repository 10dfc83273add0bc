"use strict";
// What the page knows: the data, who is next to whom, and which nodes the reader has opened.

const data = JSON.parse(document.getElementById("data").textContent);
const words = data.words;

/** For every node its edges, each as {other, edge, out}. */
const links = data.nodes.map(() => []);
for (const edge of data.edges) {
  links[edge.from].push({ other: edge.to, edge, out: true });
  if (edge.from !== edge.to) links[edge.to].push({ other: edge.from, edge, out: false });
}

const state = {
  opened: new Set(data.first),
  withoutKinds: new Set(),
  withDerived: true,
  selected: null,
};

function isVisible(i) {
  return state.opened.has(i) && !state.withoutKinds.has(data.nodes[i].group);
}

function visibleNodes() {
  return data.nodes.filter((node) => isVisible(node.id)).map((node) => node.id);
}

function visibleEdges() {
  return data.edges.filter(
    (edge) => isVisible(edge.from) && isVisible(edge.to) && (state.withDerived || !edge.derived),
  );
}

/** The neighbours of a node that the reader has not opened, in the order of the data. */
function unopened(i) {
  const found = new Set(links[i].map((link) => link.other));
  return [...found].filter((j) => !state.opened.has(j)).sort((a, b) => a - b);
}

/** The nodes of the first picture of the kind that holds the others: links of a chain first, then the best connected. */
function startingPoints() {
  const leading = data.view === "agencies" ? "agency" : "document";
  const points = data.first.filter((i) => data.nodes[i].group === leading && !data.nodes[i].stub);
  const chained = (i) => links[i].filter((link) => link.edge.kind === "implements").length;
  return points.sort((a, b) => chained(b) - chained(a) || links[b].length - links[a].length || a - b);
}

function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** An element with text; no text of the data ever becomes markup. */
function element(tag, className, ...content) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...content.filter((part) => part !== null && part !== ""));
  return made;
}

function symbolOf(node) {
  const made = element("span", `symbol ${node.stub ? "stub" : node.group}`, data.kinds[node.group].symbol);
  made.setAttribute("aria-hidden", "true");
  return made;
}
