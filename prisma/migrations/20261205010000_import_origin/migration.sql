-- The folder that a file came from, as a hash: another folder is how two files of one name are told apart.
alter table import add column origin text;
