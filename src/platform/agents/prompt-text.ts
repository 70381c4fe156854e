/** JSON without angle brackets: a tag that somebody wrote into a text stays a text. */
export function dataText(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e');
}

/**
 * Puts values where a template has `{{name}}`, in one pass: what is put in is not looked at again, whatever braces it has.
 * @throws where the template names a value that there is not
 */
export function renderTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{(\w+)\}\}/gu, (_placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the prompt has no value for ${name}`);
    return value;
  });
}
