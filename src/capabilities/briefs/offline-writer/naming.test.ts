import { describe, expect, it } from 'vitest';
import { capitalize, hashtagOf, hashtagOfProduct, nameProduct } from './naming.ts';

describe('the name of a product', () => {
  it.each([
    ['Northwind', 'Trail Runner 2', "Northwind's Trail Runner 2", 'Trail Runner 2'],
    ['Northwind', 'running shoes', "Northwind's running shoes", 'the running shoes'],
    ['Ikea', 'a floor lamp', "Ikea's floor lamp", 'the floor lamp'],
    ['Notion', 'Notion AI', 'Notion AI', 'Notion AI'],
    ['Northwind', 'northwind shoes', 'the northwind shoes', 'the northwind shoes'],
    ["Levi's", '501 Jeans', "Levi's 501 Jeans", '501 Jeans'],
    ['Adidas', 'Ultraboost', 'the Ultraboost from Adidas', 'Ultraboost'],
    ['Yahoo!', 'mail app', 'the mail app from Yahoo!', 'the mail app'],
    ['Apple', 'iPad Air', "Apple's iPad Air", 'iPad Air'],
    ['Lumera', 'SPF 50 serum', "Lumera's SPF 50 serum", 'the SPF 50 serum'],
  ])('%s, %s', (brand, product, full, short) => {
    expect(nameProduct(brand, product)).toEqual({ full, short });
  });

  it.each([
    ['Trail Runner 2', '#TrailRunner2'],
    ["Levi's", '#Levis'],
    ['Oak & Thread', '#OakThread'],
    ['été', '#Été'],
    ['3', undefined],
  ])('as a hashtag: %s', (name, hashtag) => {
    expect(hashtagOf(name)).toBe(hashtag);
  });

  it.each([
    ['Trail Runner 2', '#TrailRunner2'],
    ['invoice software for freelancers', '#InvoiceSoftware'],
    ['12 year old single malt whisky', '#MaltWhisky'],
    ['tickets to the opera', '#Tickets'],
    ['Donaudampfschifffahrtsgesellschaft', undefined],
  ])('as a hashtag that is short: %s', (product, hashtag) => {
    expect(hashtagOfProduct(product)).toBe(hashtag);
  });

  it.each([
    ['the shoes', 'The shoes'],
    ['iPad Air', 'iPad Air'],
    ['ßa', 'ßa'],
  ])('at the beginning of a sentence: %s', (name, capitalized) => {
    expect(capitalize(name)).toBe(capitalized);
  });
});
