// The frame of a page: style, script, and the policy that forbids everything else.
import { createHash } from "node:crypto";
import { type Content, Html, html } from "./html.ts";
import { SCRIPT } from "./script.ts";
import { STYLE } from "./style.ts";

/** Nothing may be fetched, and no script but the page's own may run, even if something slipped through the escaping. */
const POLICY = [
  "default-src 'none'",
  "img-src data:",
  "style-src 'unsafe-inline'",
  `script-src 'sha256-${createHash("sha256").update(SCRIPT).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

export interface Page {
  readonly title: string;
  /** What kind of page it is, small above the heading. */
  readonly brand: string;
  readonly heading: Content;
  readonly subtitle: Content;
  readonly body: Content;
}

export function renderPage({ title, brand, heading, subtitle, body }: Page): string {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${title}</title><link rel="icon" href="data:,">
<style>${new Html(STYLE)}</style></head><body>
<header><div class="top"><p class="brand">${brand}</p><button id="theme" type="button" hidden>Dark</button></div>
<h1>${heading}</h1>
<p class="sub">${subtitle}</p></header>
<main>${body}</main>
<script>${new Html(SCRIPT)}</script></body></html>
`.text;
}
