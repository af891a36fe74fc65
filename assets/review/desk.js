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
		const sheets = rect.closest("[data-viewer]");
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
		if (marked.tagName === "A" && marked.getAttribute("href") === "#") {
			event.preventDefault();
			return show(path);
		}
		const isShown = link && link.parentElement.classList.contains("focus");
		if (marked.tagName === "A" && isShown) return;
		event.preventDefault();
		show(path);
		if (marked.tagName === "rect" && link) {
			link.parentElement.scrollIntoView({ block: "center" });
			link.focus({ preventScroll: true });
		}
	});
	/* The original: zoom, fit, turn, pan, and a magnifier. Both originals of a comparison move alike. */
	const viewers = all("[data-viewer]");
	const remembered = (key, value) => {
		try {
			if (value === undefined) return sessionStorage.getItem(key);
			sessionStorage.setItem(key, value);
		} catch (_) {
			/* A browser that keeps nothing. */
		}
		return null;
	};
	let zoom = Number(remembered("gouji zoom")) || 1;
	const papers = (viewer) => Array.prototype.slice.call(viewer.querySelectorAll(".paper"));
	/* Turned by hand, a page keeps its place: what it takes is its size turned too. */
	function place(paper) {
		const turn = Number(paper.getAttribute("data-by-hand") || 0);
		const image = paper.querySelector("img");
		const ratio = Number(image.getAttribute("height")) / Number(image.getAttribute("width"));
		const viewer = paper.closest("[data-viewer]");
		const width = Math.max(80, (viewer.clientWidth - 20) * zoom);
		const isSideways = turn % 180 !== 0;
		const own = isSideways ? width / ratio : width;
		paper.style.width = own + "px";
		paper.style.height = own * ratio + "px";
		paper.style.transform = turn === 0 ? "" : "rotate(" + turn + "deg)";
		const shift = isSideways ? (own * ratio - own) / 2 : 0;
		paper.style.marginLeft = shift + "px";
		paper.style.marginTop = -shift + "px";
		paper.style.marginBottom = 14 - shift + "px";
		if (zoom > 1.3 && image.getAttribute("data-fine")) {
			image.src = image.getAttribute("data-fine");
			image.removeAttribute("data-fine");
		}
	}
	function setZoom(next) {
		const before = zoom;
		zoom = Math.max(0.25, Math.min(5, next));
		viewers.forEach((viewer) => {
			const at = [(viewer.scrollLeft + viewer.clientWidth / 2) / before, (viewer.scrollTop + viewer.clientHeight / 2) / before];
			papers(viewer).forEach(place);
			viewer.scrollLeft = at[0] * zoom - viewer.clientWidth / 2;
			viewer.scrollTop = at[1] * zoom - viewer.clientHeight / 2;
		});
		const told = one("[data-zoom]");
		if (told) told.textContent = Math.round(zoom * 100) + "%";
		remembered("gouji zoom", String(zoom));
	}
	/* The page in the middle of the view. */
	function current(viewer) {
		const middle = viewer.getBoundingClientRect().top + viewer.clientHeight / 2;
		return papers(viewer).find((paper) => paper.getBoundingClientRect().bottom > middle) || papers(viewer)[0];
	}
	function fitPage() {
		const viewer = viewers[0];
		const image = viewer && current(viewer) && current(viewer).querySelector("img");
		if (!image) return;
		const ratio = Number(image.getAttribute("height")) / Number(image.getAttribute("width"));
		setZoom((viewer.clientHeight - 80) / ((viewer.clientWidth - 20) * ratio));
	}
	function turnPage() {
		viewers.slice(0, 1).forEach((viewer) => {
			const paper = current(viewer);
			if (!paper) return;
			paper.setAttribute("data-by-hand", String((Number(paper.getAttribute("data-by-hand") || 0) + 90) % 360));
			place(paper);
		});
	}
	let lens = null;
	function toggleLens() {
		const button = one('[data-view="lens"]');
		if (!button) return;
		const isOn = button.getAttribute("aria-pressed") !== "true";
		button.setAttribute("aria-pressed", String(isOn));
		if (!isOn && lens) {
			lens.remove();
			lens = null;
		}
	}
	const LENS = 3;
	function moveLens(event) {
		const button = one('[data-view="lens"]');
		if (!button || button.getAttribute("aria-pressed") !== "true") return;
		const paper = event.target.closest ? event.target.closest(".paper") : null;
		if (!paper || paper.getAttribute("data-by-hand") % 360) {
			if (lens) lens.hidden = true;
			return;
		}
		if (!lens) {
			lens = document.createElement("div");
			lens.className = "lens";
			document.body.appendChild(lens);
		}
		const image = paper.querySelector("img");
		const box = image.getBoundingClientRect();
		lens.hidden = false;
		lens.style.left = event.clientX + 24 + "px";
		lens.style.top = Math.min(event.clientY + 24, window.innerHeight - 240) + "px";
		lens.style.backgroundImage = 'url("' + (image.getAttribute("data-fine") || image.src) + '")';
		lens.style.backgroundSize = box.width * LENS + "px " + box.height * LENS + "px";
		lens.style.backgroundPosition = 170 - (event.clientX - box.left) * LENS + "px " + (110 - (event.clientY - box.top) * LENS) + "px";
	}
	const views = {
		in: () => setZoom(zoom * 1.25),
		out: () => setZoom(zoom / 1.25),
		width: () => setZoom(1),
		page: fitPage,
		turn: turnPage,
		lens: toggleLens,
	};
	all("[data-view]").forEach((button) => button.addEventListener("click", () => views[button.getAttribute("data-view")]()));
	viewers.forEach((viewer) => {
		viewer.addEventListener("pointermove", moveLens);
		viewer.addEventListener("pointerleave", () => lens && (lens.hidden = true));
		viewer.addEventListener(
			"wheel",
			(event) => {
				if (!event.ctrlKey) return;
				event.preventDefault();
				setZoom(zoom * (event.deltaY < 0 ? 1.15 : 1 / 1.15));
			},
			{ passive: false },
		);
		/* Pulled with the mouse, the page moves; a short press stays a click. */
		let pulled = null;
		viewer.addEventListener("pointerdown", (event) => {
			if (event.button !== 0 || event.target.closest(".viewer")) return;
			pulled = { x: event.clientX, y: event.clientY, left: viewer.scrollLeft, top: viewer.scrollTop };
		});
		viewer.addEventListener("pointermove", (event) => {
			if (!pulled || event.buttons === 0) return;
			viewer.scrollLeft = pulled.left - (event.clientX - pulled.x);
			viewer.scrollTop = pulled.top - (event.clientY - pulled.y);
		});
		["pointerup", "pointerleave"].forEach((name) => viewer.addEventListener(name, () => (pulled = null)));
		viewer.addEventListener("dragstart", (event) => event.preventDefault());
		/* How a scan lies is told later: the page is shown anew where it lies otherwise, unless somebody writes. */
		const turns = viewer.getAttribute("data-turns");
		if (turns)
			fetch(turns, { credentials: "same-origin" })
				.then((answer) => answer.json())
				.then((told) => {
					const isWriting = all("textarea, input[name=value]").some((field) => field.value !== field.defaultValue);
					if (told.turned && !isWriting) window.location.reload();
				})
				.catch(() => {});
	});
	if (viewers.length > 0) {
		setZoom(zoom);
		window.addEventListener("resize", () => setZoom(zoom));
		const ahead = one("[data-ahead]");
		if (ahead)
			fetch(ahead.getAttribute("data-ahead"), { credentials: "same-origin" })
				.then((answer) => answer.json())
				.then((told) => told.pictures.forEach((path) => (new Image().src = path)))
				.catch(() => {});
	}

	const first = one("rect.focus") || one("rect.actual") || one("rect.hit") || one("rect.quote");
	if (first) scrollSheets(first);
	const begun = first ? null : one("[data-start]");
	const start = begun ? document.getElementById(begun.getAttribute("data-start")) : null;
	if (start) begun.scrollTop += start.getBoundingClientRect().top - begun.getBoundingClientRect().top;

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
	/*
	 * One press is one decision: a form that was sent is not sent again, and the second half of a double press, or of an impatient
	 * one, that falls upon the next finding decides nothing there: nobody has read it yet.
	 */
	const SECOND_PRESS_MS = 700;
	const UNREAD_MS = 300;
	const SLOW_PAGE_MS = 10000;
	const shown = Date.now();
	const isUndo = (button) => Boolean(button) && button.value === "undo";
	function isSecondPress(form) {
		if (form.hasAttribute("data-written")) return false;
		const since = Math.abs(Date.now() - Number(remembered("gouji decided")));
		return since < SECOND_PRESS_MS || (since < SLOW_PAGE_MS && Date.now() - shown < UNREAD_MS);
	}
	all("[data-decide]").forEach((form) => form.addEventListener("input", () => form.setAttribute("data-written", "")));
	all('form[method="post"]').forEach((form) =>
		form.addEventListener("submit", (event) => {
			const isDecision = form.hasAttribute("data-decide") && !isUndo(event.submitter);
			if (form.hasAttribute("data-sent") || (isDecision && isSecondPress(form))) return event.preventDefault();
			form.setAttribute("data-sent", "");
			if (isDecision) remembered("gouji decided", String(Date.now()));
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
		/* The browser may have put the cursor into the first figure before this script was there to select it. */
		if (fields.includes(document.activeElement)) document.activeElement.select();
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
			draft.form.addEventListener("submit", (event) => event.defaultPrevented || sessionStorage.removeItem(key));
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
	const viewKeys = { "+": "in", "=": "in", "-": "out", 0: "width", 9: "page", o: "turn", m: "lens" };
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
		else if (viewers.length > 0 && Object.prototype.hasOwnProperty.call(viewKeys, event.key)) views[viewKeys[event.key]]();
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
