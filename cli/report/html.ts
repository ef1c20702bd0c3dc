// HTML as values: everything put into a template is escaped unless it is Html already, so that no file or class name can become markup.

/** Markup that is safe to put into a page. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Content = Html | string | number | undefined | readonly Content[];

/** The characters that mean something in HTML, in text and in quoted attributes alike. */
const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Control characters are no legal HTML and a parser may drop or replace them; they become the replacement character. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "\ufffd");
}

/** `html`<b>${name}</b>``: strings are escaped, lists are joined, undefined is nothing. */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Html {
  const text = parts.map((part, index) => part + (index < contents.length ? rendered(contents[index]) : "")).join("");
  return new Html(text);
}

function rendered(content: Content): string {
  if (content === undefined) return "";
  if (content instanceof Html) return content.text;
  if (typeof content === "string") return escapeHtml(content);
  if (typeof content === "number") return String(content);
  return content.map(rendered).join("");
}

/** JSON for a `<script type="application/json">`: no "<" in it can end the element. */
export function jsonBlock(id: string, value: unknown): Html {
  const text = JSON.stringify(value).replaceAll("<", "\\u003c");
  return new Html(`<script type="application/json" id="${escapeHtml(id)}">${text}</script>`);
}
