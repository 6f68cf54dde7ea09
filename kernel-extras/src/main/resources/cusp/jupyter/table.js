const box = document.currentScript.parentNode;
const heads = [...box.querySelector("thead tr").cells];
const body = box.querySelector("tbody");
const size = box.querySelector(".cusp-size");
if (!box.querySelector("thead button")) {
  const given = [...body.rows];
  const gap = given.find(row => row.className === "cusp-gap");
  const half = gap ? given.indexOf(gap) : 0;
  const tail = given.length - half - 1;
  const rows = given.filter(row => row !== gap);
  const whole = !gap || middle.length > 0;
  rows.splice(half, 0, ...middle.map(words => {
    const row = document.createElement("tr");
    words.forEach((word, column) => {
      const cell = row.insertCell();
      cell.textContent = word;
      cell.style.textAlign = heads[column].style.textAlign;
    });
    return row;
  }));
  let order = rows.map((row, i) => i);
  let all = !gap;
  const draw = sorted => {
    const shown = order.map(i => rows[i]);
    if (!all && whole) shown.splice(half, rows.length - half - tail, gap);
    if (!whole) shown.splice(sorted ? rows.length : half, 0, gap);
    body.replaceChildren(...shown);
  };
  const sort = column => {
    const head = heads[column];
    const rank = ranks[column];
    const before = head.ariaSort;
    heads.forEach(other => other.removeAttribute("aria-sort"));
    order = rows.map((row, i) => i);
    if (before !== "descending") {
      const sign = before ? -1 : 1;
      head.setAttribute("aria-sort", before ? "descending" : "ascending");
      order.sort((a, b) => rank[a] < 0 || rank[b] < 0 ? rank[b] - rank[a] : sign * (rank[a] - rank[b]));
    }
    draw(before !== "descending");
  };
  const button = (words, action) => {
    const made = document.createElement("button");
    made.type = "button";
    made.append(...words);
    made.onclick = action;
    return made;
  };
  heads.forEach((head, column) => {
    if (ranks[column]) head.append(button([...head.childNodes], () => sort(column)));
  });
  if (gap && whole) {
    const toggle = button([`Show all ${rows.length} rows`], () => {
      all = !all;
      toggle.textContent = all ? "Show the first and the last" : `Show all ${rows.length} rows`;
      draw();
    });
    size.append(toggle);
  }
  if (!whole) size.append("; a click on a heading sorts the rows shown");
}
