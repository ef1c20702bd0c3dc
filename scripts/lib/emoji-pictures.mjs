// Which Twemoji pictures make up the example data set: a pure choice from emoji.json.

/** The five classes and the categories of emoji.json that they are; sizes in docs/setup.md. */
const EMOJI_CLASSES = {
  "animals-nature": "Animals & Nature",
  flags: "Flags",
  "food-drink": "Food & Drink",
  "smileys-emotion": "Smileys & Emotion",
  "travel-places": "Travel & Places",
};

/**
 * Base pictures only: skin-tone variants are not entries of their own in emoji.json.
 * @param {readonly { category: string, unified: string, image: string, has_img_twitter: boolean }[]} emoji
 * @returns {Record<string, string>} picture in the tarball -> "class/code-points.png"
 */
export function chosenPictures(emoji) {
  const classOf = new Map(Object.entries(EMOJI_CLASSES).map(([name, category]) => [category, name]));
  const chosen = emoji.filter(({ category, has_img_twitter }) => has_img_twitter && classOf.has(category));
  return Object.fromEntries(
    chosen.map(({ category, unified, image }) => [
      `package/img/twitter/64/${image}`,
      `${classOf.get(category)}/${unified.toLowerCase()}.png`,
    ]),
  );
}
