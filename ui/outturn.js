/*
 * The scripts of the pages. Nothing needs them: each makes something handier where its elements are
 * on the page, and does nothing where they are not.
 */
import { closeMenus } from "./menu.js";
import { rememberDetails } from "./details.js";

closeMenus(document);
rememberDetails(document, window.sessionStorage);
