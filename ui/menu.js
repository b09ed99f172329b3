/* A menu that was opened is closed by Escape, and by a click or a focus that goes elsewhere. */

function closeAllBut(document, target) {
	for (const menu of document.querySelectorAll(".view-menu[open]"))
		if (!menu.contains(target)) menu.open = false;
}

export function closeMenus(document) {
	document.addEventListener("click", (event) => closeAllBut(document, event.target));
	document.addEventListener("focusin", (event) => closeAllBut(document, event.target));
	document.addEventListener("keydown", (event) => {
		const menu = event.target.closest?.(".view-menu[open]");

		if (event.key !== "Escape" || !menu) return;
		menu.open = false;
		menu.querySelector("summary").focus();
	});
}
