/**
 * Reads forms of text: where in it markup ends and values begin. Pure; knows nothing of what values
 * mean, and changes none.
 *
 * <p>Each reader goes once from front to back, in time linear in the text, and makes no tree:
 * {@link dev.parallax.recorder.syntax.XmlLexer} and {@link dev.parallax.recorder.syntax.HtmlLexer}
 * give tokens as ranges of the text, {@link dev.parallax.recorder.syntax.CsvReader} cells, {@link
 * dev.parallax.recorder.syntax.GraphqlLexer} the tokens of a document, and {@link
 * dev.parallax.recorder.syntax.MultipartReader} parts as ranges of bytes. {@link
 * dev.parallax.recorder.syntax.TextEncoding} says which characters the bytes are. The first three
 * cover the text without a gap, so that whoever copies what lies between the values keeps its form.
 *
 * <p>Readers are confined to one thread; the rest is safe on any.
 */
@NullMarked
package dev.parallax.recorder.syntax;

import org.jspecify.annotations.NullMarked;
