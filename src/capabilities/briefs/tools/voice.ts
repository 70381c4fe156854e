import { countPhrases, wordSetOf } from '../category/words.ts';
import { VOICES, type Voice } from './curated.ts';

/** Words by which a caller asks for a voice. */
const WORDS: Readonly<Record<Voice, readonly string[]>> = {
  warm: 'warm friendly kind heartfelt family caring emotional cozy cosy personal empathetic inclusive gentle human reassuring'.split(
    ' ',
  ),
  playful:
    'playful fun funny humorous witty cheeky light lighthearted quirky silly ironic upbeat young cheerful joyful'.split(
      ' ',
    ),
  bold: 'bold loud provocative confident edgy energetic punchy daring rebellious dramatic direct strong powerful adventurous motivating'.split(
    ' ',
  ),
  expert:
    'expert professional informative serious factual technical authoritative educational trustworthy analytical business formal clear precise sober matter-of-fact'.split(
      ' ',
    ),
  calm: 'calm minimal minimalist luxurious luxury elegant premium sophisticated quiet soft poetic relaxed honest sincere authentic'.split(
    ' ',
  ),
};

/** The voices that a wish such as "playful, a bit dry" names, the clearest first; none where it names none. */
export function voicesIn(tone: string | null): Voice[] {
  const wanted = wordSetOf(tone ?? '');
  return VOICES.map((voice) => ({ voice, count: countPhrases(WORDS[voice], wanted) }))
    .filter(({ count }) => count > 0)
    .sort((left, right) => right.count - left.count)
    .map(({ voice }) => voice);
}
