// How wide words are, and as many letters of them as fit.

const FONT_SIZE = 12.5;
const MOST_LETTERS = 400; // that are measured; no label is longer

class Ink {
  constructor() {
    this.widths = new Map();
    this.pen = document.createElement("canvas").getContext("2d");
    this.family = getComputedStyle(document.body).fontFamily;
  }

  widthOf(text, font) {
    const key = `${font} ${text}`;
    if (!this.widths.has(key)) {
      this.pen.font = `${font} ${this.family}`;
      this.widths.set(key, this.pen.measureText(text).width);
    }
    return this.widths.get(key);
  }

  // Text cut to a width, with an ellipsis where it is.
  cut(text, room, font) {
    if (text.length < MOST_LETTERS && this.widthOf(text, font) <= room) return text;
    const letters = [...text.slice(0, MOST_LETTERS)];
    let [least, most] = [0, letters.length];
    while (least < most) {
      const middle = Math.ceil((least + most) / 2);
      if (this.widthOf(`${letters.slice(0, middle).join("").trimEnd()}…`, font) <= room) least = middle;
      else most = middle - 1;
    }
    return `${letters.slice(0, least).join("").trimEnd()}…`;
  }
}

// Accents on one letter as far as they stay in its line.
function levelMarks(text) {
  return text.replace(/(\p{Mn}{3})\p{Mn}+/gu, "$1");
}
