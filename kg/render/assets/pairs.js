// The measures of two documents side by side: the upper one left, the lower one right.

const pairsRoom = document.getElementById("pairs");
const shownPair = { at: 0, mark: null };

function badge(mark, text = data.marks[mark]) {
  return element("span", `badge ${mark}`, text);
}

/** The marks of a row: what became of the measures, and how their figures compare. */
function marksOf(row) {
  return new Set([row.state, ...row.lowers.flatMap((lower) => lower.compared.map((figures) => figures.verdict))]);
}

function pairName({ lower, upper }) {
  return fill(words.pair_of, { lower: briefly(lower), upper: briefly(upper) });
}

function percent(share) {
  return `${Number((share * 100).toFixed(1))}%`;
}

/** A measure with all its words behind its name. */
function measureCell(measure, side) {
  const cell = element("td");
  if (measure === null) return cell;
  cell.dataset.side = words[side];
  const unfolding = element("details", "measure");
  unfolding.append(
    element("summary", "", element("span", "number", measure.label), " ", element("span", "text", measure.name)),
    element("p", "words", measure.words),
  );
  cell.append(unfolding);
  return cell;
}

function relationCell(row, lower) {
  const cell = element("td", "relation", badge(row.state));
  if (lower === undefined || lower.score === null) return cell;
  const why = element("details", "why-aligned", element("summary", "", fill(words.likeness, { score: lower.score.toFixed(2) })));
  why.append(element("p", "", lower.reasons.join("、")));
  cell.append(why);
  return cell;
}

function figureRow({ what, lower, upper, verdict, share }) {
  const middle = element("td", "relation", badge(verdict));
  if (share !== null && verdict !== "same") middle.append(element("span", "share", fill(words.share, { share: percent(share) })));
  const [left, right] = [[upper, "upper"], [lower, "lower"]].map(([quote, side]) => {
    const cell = element("td", "", element("q", "", quote));
    cell.dataset.side = words[side];
    return cell;
  });
  const row = element("tr", "figures", left, middle, right);
  row.title = what;
  return row;
}

function pairTable(pair) {
  const rows = pair.rows.filter((row) => shownPair.mark === null || marksOf(row).has(shownPair.mark));
  const heads = [[words.upper, pair.upper], [words.comparison, null], [words.lower, pair.lower]].map(([name, i]) => {
    const head = element("th", "", element("span", "side", name));
    head.scope = "col";
    if (i !== null) head.append(element("span", "title", data.nodes[i].full));
    return head;
  });
  const made = element("table", "", element("thead", "", element("tr", "", ...heads)));
  for (const row of rows) {
    const body = element("tbody", row.state);
    const lowers = row.lowers.length > 0 ? row.lowers : [undefined];
    lowers.forEach((lower, at) => {
      body.append(element("tr", "", measureCell(at === 0 ? row.upper : null, "upper"), relationCell(row, lower), measureCell(lower ?? null, "lower")));
      body.append(...(lower?.compared ?? []).map(figureRow));
    });
    made.append(body);
  }
  if (rows.length === 0) {
    const none = element("td", "none", words.no_rows);
    none.colSpan = 3;
    made.append(element("tbody", "", element("tr", "", none)));
  }
  const goals = pair.goals.filter(({ verdict }) => shownPair.mark === null || verdict === shownPair.mark);
  if (goals.length > 0) {
    const head = element("th", "", words.goals);
    head.colSpan = 3;
    head.scope = "rowgroup";
    made.append(element("tbody", "goals", element("tr", "", head), ...goals.map(figureRow)));
  }
  return made;
}

/** One button a mark, with how many rows have it. */
function markButtons(pair) {
  const counts = new Map(Object.keys(data.marks).map((mark) => [mark, 0]));
  const seen = [...pair.rows.map((row) => [...marksOf(row)]), ...pair.goals.map(({ verdict }) => [verdict])];
  seen.flat().forEach((mark) => counts.set(mark, counts.get(mark) + 1));
  const button = (mark, ...content) => {
    const made = element("button", "", ...content);
    made.type = "button";
    made.setAttribute("aria-pressed", String(shownPair.mark === mark));
    made.addEventListener("click", () => {
      shownPair.mark = mark;
      showPairs();
      [...pairsRoom.querySelectorAll(".marks button")].find((other) => other.getAttribute("aria-pressed") === "true").focus();
    });
    return made;
  };
  const all = button(null, words.every);
  const some = [...counts].filter(([, count]) => count > 0).map(([mark, count]) => button(mark, badge(mark), ` ${count}`));
  const row = element("div", "marks", all, ...some);
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", words.filters);
  return row;
}

function summary({ rows }) {
  const uppers = rows.filter((row) => row.upper !== null);
  const lowers = rows.flatMap((row) => row.lowers);
  const of = (name) => rows.filter((row) => row.state === name).length;
  return fill(words.pair_counts, {
    upper: uppers.length, taken: of("taken"), dropped: of("dropped"), lower: lowers.length, local: of("local"),
  });
}

function pairChoice() {
  const choice = element("select");
  choice.id = "pair";
  data.pairs.forEach((pair, at) => {
    const option = element("option", "", pairName(pair));
    option.value = at;
    choice.append(option);
  });
  choice.selectedIndex = shownPair.at;
  choice.addEventListener("change", () => {
    choosePair(choice.selectedIndex);
    document.getElementById("pair").focus();
  });
  return element("label", "filter", words.pair, choice);
}

function showPairs() {
  if (pairsRoom.hidden) return;
  const pair = data.pairs[shownPair.at];
  pairsRoom.replaceChildren(pairChoice(), element("p", "hint", summary(pair)), markButtons(pair), pairTable(pair));
}

function choosePair(at) {
  Object.assign(shownPair, { at, mark: null });
  showAs("pairs");
  pairsRoom.scrollTop = 0;
}

/** The pair that a relation between documents stands for, by its place; -1 where there is none. */
function pairOf(edge) {
  return data.pairs.findIndex(({ lower, upper }) => edge.kind === "implements" && edge.from === lower && edge.to === upper);
}

/** The pairs that a document is in, as buttons. */
function pairButtons(i) {
  return data.pairs.flatMap(({ lower, upper }, at) => {
    if (i !== lower && i !== upper) return [];
    const made = element("button", "expand", fill(words.compare_with, { name: briefly(i === lower ? upper : lower) }));
    made.type = "button";
    made.addEventListener("click", () => choosePair(at));
    return [made];
  });
}
