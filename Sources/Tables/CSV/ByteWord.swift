// Eight bytes of text at a time, as a word whose lowest byte comes first in the text.
//
// The tests for bytes set the highest bit of each byte they find, and no other.

/// Eight bytes as a little-endian word.
@inline(__always)
func littleEndianWord(_ bytes: Span<UInt8>, at offset: Int) -> UInt64 {
  UInt64(
    littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
}

/// A word of eight equal bytes.
@inline(__always)
func repeated(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

/// Marks the bytes below a limit of at most 0x80. Nothing carries from byte to byte.
@inline(__always)
func bytes(in word: UInt64, below limit: UInt8) -> UInt64 {
  ~(((word & repeated(0x7F)) &+ repeated(0x80 &- limit)) | word) & repeated(0x80)
}

/// The marks of eight bytes as eight bits, that of the first byte lowest.
@inline(__always)
func gathered(_ marks: UInt64) -> UInt64 {
  ((marks >> 7) &* 0x0102_0408_1020_4080) >> 56
}

/// The number of bytes before the first that is marked; 8 if none is.
@inline(__always)
func bytesBeforeMark(_ marks: UInt64) -> Int { marks.trailingZeroBitCount >> 3 }

/// The lowest bytes of a word, all others made zero; a count beyond 8 takes the word as it is, one
/// below 0 nothing.
@inline(__always)
func lowestBytes(_ count: Int, of word: UInt64) -> UInt64 {
  if count >= 8 { return word }
  return count <= 0 ? 0 : word & (1 &<< UInt64(8 &* count) &- 1)
}
