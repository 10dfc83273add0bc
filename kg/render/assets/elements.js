"use strict";
// The data of the page, and elements made of it.

const data = JSON.parse(document.getElementById("data").textContent);
const words = data.words;

/** The things whose columns `kg/render/packing.py` wrote. */
function unpack(columns) {
  const things = [];
  for (const [field, column] of Object.entries(columns)) {
    const values = Array.isArray(column) ? column : column.at.map((i) => column.of[i]);
    values.forEach((value, i) => {
      things[i] ??= {};
      if (value !== null) things[i][field] = value;
    });
  }
  return things;
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
