/* Keyboard and clicking from a figure to its place. Every page works without it; written for browsers of 2018 and later. */
(function () {
	"use strict";
	const all = (selector) => Array.prototype.slice.call(document.querySelectorAll(selector));
	const one = (selector) => document.querySelector(selector);

	/* A figure and its place on the page have the same data-path. */
	const placesOf = (path) => all("[data-path]").filter((element) => element.getAttribute("data-path") === path);
	function show(path) {
		all(".focus").forEach((element) => element.classList.remove("focus"));
		placesOf(path).forEach((element) => {
			if (element.tagName === "rect") {
				element.classList.add("focus");
				scrollSheets(element);
			} else if (element.parentElement.tagName === "TD") element.parentElement.classList.add("focus");
		});
	}
	function scrollSheets(rect) {
		const sheets = one("#sheets");
		if (!sheets) return;
		const at = rect.getBoundingClientRect();
		const frame = sheets.getBoundingClientRect();
		sheets.scrollTop += at.top - frame.top - frame.height / 2;
		sheets.scrollLeft += at.left - frame.left - frame.width / 2;
	}
	document.addEventListener("click", (event) => {
		const marked = event.target.closest ? event.target.closest("[data-path]") : null;
		if (!marked || event.ctrlKey || event.metaKey || event.shiftKey) return;
		const path = marked.getAttribute("data-path");
		/* A second click on a shown figure opens what is known of it. */
		const link = placesOf(path).filter((element) => element.tagName === "A" && element.parentElement.tagName === "TD")[0];
		const isShown = link && link.parentElement.classList.contains("focus");
		if (marked.tagName === "A" && isShown) return;
		event.preventDefault();
		show(path);
		if (marked.tagName === "rect" && link) {
			link.parentElement.scrollIntoView({ block: "center" });
			link.focus({ preventScroll: true });
		}
	});
	const first = one("rect.focus") || one("rect.actual") || one("rect.hit");
	if (first) scrollSheets(first);

	/* Lists: j and k move, Enter opens. */
	const rows = all("[data-rows] tbody tr, ul[data-rows] li").filter((row) => row.querySelector("a[href]"));
	let chosen = -1;
	function choose(index) {
		if (rows.length === 0) return;
		if (rows[chosen]) rows[chosen].classList.remove("chosen");
		chosen = Math.max(0, Math.min(rows.length - 1, index));
		rows[chosen].classList.add("chosen");
		const link = rows[chosen].querySelector("td a[href], th a[href], a[href]");
		if (link) link.focus();
		rows[chosen].scrollIntoView({ block: "nearest" });
	}

	/* In a report: the list that it was opened from, else its own findings. */
	function step(direction) {
		const link = one('.queue a[rel="' + (direction > 0 ? "next" : "prev") + '"]');
		if (link) return go(link);
		const findings = all("[data-findings] a");
		if (findings.length > 0) {
			const current = findings.findIndex((element) => element.hasAttribute("aria-current"));
			const next = findings[current < 0 ? 0 : current + direction];
			if (next) go(next);
			return;
		}
		choose(chosen + direction);
	}
	function go(link) {
		window.location.href = link.href;
	}
	function decide(action) {
		const form = one("[data-decide]");
		const button = form && form.querySelector('button[value="' + action + '"]');
		if (!button) return;
		const text = form.querySelector("textarea");
		/* What needs words gets the cursor first; Ctrl+Enter sends it. */
		if ((action === "dismiss" || action === "note" || action === "ask") && text.value.trim() === "") {
			waiting = button;
			text.focus();
			text.setAttribute("placeholder", button.textContent.trim().replace(/\s.*$/, "") + "：写好后按 Ctrl+Enter");
			return;
		}
		button.click();
	}
	/* One press is one decision: a form that was sent is not sent again. */
	all('form[method="post"]').forEach((form) =>
		form.addEventListener("submit", (event) => {
			if (form.hasAttribute("data-sent")) event.preventDefault();
			else form.setAttribute("data-sent", "");
		}),
	);
	window.addEventListener("pageshow", () => all("[data-sent]").forEach((form) => form.removeAttribute("data-sent")));
	/* Doubtful figures: what the cursor leaves was looked at. */
	const doubts = one("[data-doubts]");
	if (doubts) {
		const fields = all('[data-doubts] input[name="value"]');
		const tick = (field) => {
			const box = field.parentElement.querySelector('input[name="looked"]');
			if (box) box.checked = true;
		};
		fields.forEach((field) => {
			field.addEventListener("focus", () => field.select());
			field.addEventListener("input", () => tick(field));
			field.addEventListener("keydown", (event) => {
				if (event.key === "Tab" || event.key === "Enter") tick(field);
			});
		});
	}
	/* Usual reasons: a choice is written into its field. */
	all("[data-template]").forEach((choice) =>
		choice.addEventListener("change", () => {
			const field = document.getElementById(choice.getAttribute("data-template"));
			if (!field || choice.value === "") return;
			field.value = field.value.trim() === "" ? choice.value : field.value.trim() + " " + choice.value;
			choice.value = "";
			field.focus();
			field.dispatchEvent(new Event("input", { bubbles: true }));
		}),
	);
	/* What is being written is kept in this tab until it is sent: a session that ends, or a page left, takes nothing away. */
	const draft = one("[data-draft]");
	if (draft) {
		const key = "gouji " + draft.getAttribute("data-draft");
		try {
			if (draft.value === "" && sessionStorage.getItem(key)) draft.value = sessionStorage.getItem(key);
			draft.addEventListener("input", () => sessionStorage.setItem(key, draft.value));
			draft.form.addEventListener("submit", () => sessionStorage.removeItem(key));
		} catch (_) {
			/* A browser that keeps nothing. */
		}
	}
	const leave = one('form[action="/logout"]');
	if (leave)
		leave.addEventListener("submit", () => {
			try {
				sessionStorage.clear();
			} catch (_) {
				/* Nothing is kept. */
			}
		});
	/* All rows of a page at once, and how many are chosen. */
	const boxes = () => all('[data-rows] input[name="chosen"]');
	const every = one("[data-all]");
	function tellChosen() {
		const n = boxes().filter((box) => box.checked).length;
		const told = one("[data-chosen]");
		if (told) told.textContent = n === 0 ? "" : " 已选" + n + "个";
		if (every) {
			every.checked = n > 0 && n === boxes().length;
			every.indeterminate = n > 0 && n < boxes().length;
		}
	}
	if (every) {
		every.addEventListener("change", () => {
			boxes().forEach((box) => (box.checked = every.checked));
			tellChosen();
		});
		boxes().forEach((box) => box.addEventListener("change", tellChosen));
		tellChosen();
	}
	function undo() {
		const button = one('[data-decide] button[value="undo"]');
		if (button) return button.click();
		const form = one("[data-undo]");
		if (form) form.submit();
	}
	let waiting = null;
	const dialog = one("#keys");
	function help() {
		if (!dialog) return;
		if (dialog.open) dialog.close ? dialog.close() : dialog.removeAttribute("open");
		else dialog.showModal ? dialog.showModal() : dialog.setAttribute("open", "");
	}
	all("[data-keys]").forEach((button) => button.addEventListener("click", help));
	const actions = { c: "confirm", d: "dismiss", a: "ask", r: "resolve", n: "note" };
	document.addEventListener("keydown", (event) => {
		const element = event.target;
		const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && element.type !== "checkbox";
		if (isTyping) {
			if (event.key === "Escape") element.blur();
			if (event.key === "Enter" && event.ctrlKey && waiting) waiting.click();
			return;
		}
		if (event.ctrlKey || event.metaKey || event.altKey || (event.repeat && !/^[jk]$/.test(event.key))) return;
		if (dialog && dialog.open && event.key !== "?") return;
		if (event.key === "j") step(1);
		else if (event.key === "k") step(-1);
		else if (event.key === "?") help();
		else if (event.key === "u") undo();
		else if (event.key === "x" && rows[chosen]) {
			const box = rows[chosen].querySelector('input[type="checkbox"]');
			if (box) {
				box.checked = !box.checked;
				tellChosen();
			}
		} else if (event.key === "/") {
			const search = one('input[type="search"]');
			if (search) search.focus();
			else window.location.href = "/issuers";
		} else if (Object.prototype.hasOwnProperty.call(actions, event.key)) decide(actions[event.key]);
		else return;
		event.preventDefault();
	});
})();
