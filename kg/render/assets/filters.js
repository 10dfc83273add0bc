// Narrowing down: by the level and the year of documents, and by agency.

const chosen = { level: null, year: null, agency: null };

/** Everything that stands in documents of the chosen level and year. */
function ofDocuments() {
  const fits = (document) => ["level", "year"].every((name) => chosen[name] === null || document[name] === chosen[name]);
  const fitting = data.documents.map(fits);
  const found = new Set(data.nodes.filter((node) => fitting[node.document]).map((node) => node.id));
  for (const { id, group } of data.nodes) {
    if (group === "agency" && assigned(id).some((task) => found.has(task))) found.add(id);
  }
  return found;
}

/** What an agency has a role in, with what that stands in, what it aims at and costs, and who else has a role. */
function ofAgency(agency) {
  const found = new Set([agency]);
  for (const task of assigned(agency)) {
    found.add(task);
    containers(task).forEach((i) => found.add(i));
    links[task].filter(({ edge }) => !CONTAINS.has(edge.kind)).forEach(({ other }) => found.add(other));
    links[task].filter(({ edge, out, other }) => out && data.nodes[other].group !== "section" && CONTAINS.has(edge.kind))
      .forEach(({ other }) => found.add(other));
  }
  return found;
}

/** Open what the filters let through, whole kinds at a time, as long as the picture stays comfortable. */
function openFitting() {
  const outer = ["document", "section", "measure", "agency"];
  const order = data.view === "agencies" ? outer.toReversed() : [...outer, "target", "funding"];
  let room = data.comfortable - visibleNodes().length;
  for (const kind of order) {
    const more = [...state.fitting].filter((i) => data.nodes[i].group === kind && !state.opened.has(i));
    if (more.length > room) break;
    more.forEach((i) => state.opened.add(i));
    room -= more.length;
  }
}

function applyFilters() {
  const byDocument = chosen.level !== null || chosen.year !== null;
  if (!byDocument && chosen.agency === null) state.fitting = null;
  else {
    state.fitting = byDocument ? ofDocuments() : ofAgency(Number(chosen.agency));
    if (byDocument && chosen.agency !== null) {
      const other = ofAgency(Number(chosen.agency));
      state.fitting = new Set([...state.fitting].filter((i) => other.has(i)));
    }
    openFitting();
  }
  document.getElementById("clear").hidden = state.fitting === null;
}

function clearFilters() {
  for (const name of Object.keys(chosen)) {
    chosen[name] = null;
    const choice = document.getElementById(`filter-${name}`);
    if (choice) choice.selectedIndex = 0;
  }
  applyFilters();
}

function buildFilters() {
  const row = document.getElementById("filters");
  for (const [name, options] of Object.entries(data.filters)) {
    const choice = element("select");
    choice.id = `filter-${name}`;
    choice.append(element("option", "", words.every));
    for (const [value, label, count] of options) {
      const option = element("option", "", `${label}（${count}）`);
      option.value = value;
      choice.append(option);
    }
    choice.addEventListener("change", () => {
      chosen[name] = choice.selectedIndex === 0 ? null : choice.value;
      applyFilters();
      if (state.selected !== null && !isVisible(state.selected)) state.selected = null;
      refresh();
      showDetails();
      settle();
    });
    row.append(element("label", "filter", words[name], choice));
  }
  const clear = element("button", "", words.clear);
  clear.type = "button";
  clear.id = "clear";
  clear.hidden = true;
  clear.addEventListener("click", () => {
    clearFilters();
    refresh();
    settle();
  });
  row.append(clear);
}
