package dev.parallax.recorder.sanitize;

import java.util.Locale;
import java.util.Set;

/** The end of a file's name that says what is in it, and not whose it is. */
final class FileExtension {

  private static final Set<String> KNOWN =
      Set.of(
          "txt", "csv", "tsv", "json", "xml", "html", "htm", "css", "js", "md", "yaml", "yml",
          "log", "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "rtf", "png",
          "jpg", "jpeg", "gif", "svg", "webp", "bmp", "tif", "tiff", "ico", "heic", "mp3", "mp4",
          "wav", "ogg", "webm", "mov", "avi", "zip", "gz", "tar", "tgz", "bz2", "7z", "rar", "bin",
          "dat", "eml", "ics", "vcf", "parquet", "sql", "p12", "pem");

  private FileExtension() {}

  /** Where the dot of a known extension is; the end of the name if there is none. */
  static int at(String name) {
    int dot = name.lastIndexOf('.');
    boolean known = dot > 0 && KNOWN.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    return known ? dot : name.length();
  }
}
