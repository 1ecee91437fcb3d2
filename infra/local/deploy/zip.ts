// A zip archive in memory, as Lambda wants its code: entries stored, not compressed, for they travel over loopback only.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from 'node:zlib';

/** All files below the folder. Same content, same bytes. */
export const zipFolder = async (folder: string): Promise<Buffer> => {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const entries = await Promise.all(
    files.sort().map(async (file) => ({ name: path.relative(folder, file).split(path.sep).join('/'), content: await readFile(file) })),
  );
  return zip(entries);
};

export const zip = (entries: readonly { readonly name: string; readonly content: Buffer }[]): Buffer => {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const common = entryHeader(name, content);
    const local = Buffer.concat([word32(0x04034b50), common, Buffer.from(name)]);
    // Made by Unix, so that the mode in the upper half of the attributes counts: a plain readable file.
    directory.push(
      Buffer.concat([
        word32(0x02014b50),
        word16((3 << 8) | 20),
        common,
        word16(0, 0, 0),
        word32((0o100644 << 16) >>> 0, offset),
        Buffer.from(name),
      ]),
    );
    parts.push(local, content);
    offset += local.length + content.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.concat([word32(0x06054b50), word16(0, 0, entries.length, entries.length), word32(listing.length, offset), word16(0)]);
  return Buffer.concat([...parts, listing, end]);
};

/** Version, UTF-8 names, stored, 1 January 1980, checksum, sizes, length of the name, no extra. */
const entryHeader = (name: string, content: Buffer): Buffer =>
  Buffer.concat([
    word16(20, 0x0800, 0, 0, 0x21),
    word32(crc32(content), content.length, content.length),
    word16(Buffer.byteLength(name), 0),
  ]);

const word16 = (...values: number[]): Buffer => {
  const buffer = Buffer.alloc(2 * values.length);
  for (const [n, value] of values.entries()) buffer.writeUInt16LE(value, 2 * n);
  return buffer;
};
const word32 = (...values: number[]): Buffer => {
  const buffer = Buffer.alloc(4 * values.length);
  for (const [n, value] of values.entries()) buffer.writeUInt32LE(value, 4 * n);
  return buffer;
};
