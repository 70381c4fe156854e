/**
 * Figures of how something is made, which state nothing of a product or a result: shots and seconds, days of a series, times of
 * day, the format of a picture.
 */

const SMALL = String.raw`(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty-five|sixty|ninety)`;
const RANGE = String.raw`(?:\d{1,2}\s*[-–]\s*\d{1,2}|${SMALL}(?:\s+(?:to|or|and)\s+${SMALL})?)`;
const START = String.raw`(?<![\p{L}\p{N}.,$€£-])`;
const END = String.raw`(?![\p{L}\p{N}%])`;

/** Parts of a film, a post or a text. */
const PARTS =
  'shots?|takes?|cuts?|scenes?|clips?|frames?|slides?|steps?|parts?|chapters?|hooks?|lines?|beats?|sentences?|words?|panels?|cards?|stories|reels?|photos?|pictures?|images?|videos?|pins?|angles?|versions?|drafts?|captions?|hashtags?|emojis?|characters|paragraphs?|close-ups?|retakes?|stills?|outfits?|looks?|questions?|reasons?|ways|things|tries|attempts|options?|cameras?|tripods?|locations?|spots';

const BEFORE_PART = String.raw`(?:\p{Ll}[\p{Ll}-]*\s+){0,2}`;

const FORMS: readonly RegExp[] = [
  // 9:16, 0:15, 00:00 to 00:12, 6:30
  new RegExp(
    String.raw`${START}\d{1,2}:\d{1,2}(?::\d{2})?(?:\s*(?:-|–|to)\s*\d{1,2}:\d{2}(?::\d{2})?)?${END}`,
    'giu',
  ),
  // Day 1 of 7, step 2, shots 3 and 4
  new RegExp(
    String.raw`${START}(?:days?|weeks?|parts?|steps?|scenes?|shots?|takes?|hooks?|frames?|slides?|chapters?|episodes?|acts?|rounds?|clips?|versions?|options?|variants?|questions?|lines?|sentences?)\s+#?${RANGE}(?:\s*(?:of|/)\s*${SMALL})?${END}`,
    'giu',
  ),
  // 3 shots, two short clips
  new RegExp(String.raw`${START}${RANGE}\s+${BEFORE_PART}(?:${PARTS})${END}`, 'giu'),
  // 15 to 30 seconds, the first 3 seconds, a 10-second clip; "in 30 seconds" says what something does
  new RegExp(
    String.raw`(?<!(?<!\p{L})(?:in|within|takes?|only|just|ready|after)\s)${START}${SMALL}\s*(?:-|–|to|or)\s*${SMALL}[\s-]*(?:seconds?|secs?|s|minutes?|mins?)${END}`,
    'giu',
  ),
  new RegExp(
    String.raw`(?<!\p{L})(?:first|last|opening|next|final|for|hold|another|about|around|at least|at most|up to|under|every)\s+(?:about\s+|the\s+)?${SMALL}[\s-]*(?:seconds?|secs?|s)${END}`,
    'giu',
  ),
  new RegExp(
    String.raw`${START}${SMALL}-(?:seconds?|minutes?|days?|part|step|shot|take)\s+(?:${PARTS}|intro|hold|pause|time-?lapse|edit|series|story|challenge|film|recording|voice-over|carousel|reel|tutorial|vlog|live)${END}`,
    'giu',
  ),
  // before 8 in the morning, at 7 p.m., by nine.
  new RegExp(
    String.raw`${START}${SMALL}\s*(?:a\.?m\b\.?|p\.?m\b\.?|o['’]clock|in the (?:morning|afternoon|evening)|at (?:night|dawn|noon))`,
    'giu',
  ),
  new RegExp(
    String.raw`(?<!\p{L})(?:at|before|after|by|until|around|past|since)\s+(?:half past\s+)?(?:\d{1,2}|${SMALL})(?=\s*(?:$|[,;:!?)”"]|\.(?!\d)|(?:and|with|on|every|sharp|tomorrow|tonight|when|while)(?!\p{L})))`,
    'giu',
  ),
];

/** An English text without them. */
export function withoutFreeFigures(text: string, locale: string): string {
  if (!locale.toLowerCase().startsWith('en')) return text.replace(FORMS[0] ?? /$^/u, ' ');
  return FORMS.reduce((rest, form) => rest.replace(form, ' '), text);
}
