package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.sanitize.detect.Census;
import dev.parallax.recorder.sanitize.detect.Finder;
import dev.parallax.recorder.sanitize.detect.Gibberish;
import dev.parallax.recorder.syntax.MalformedTextException;
import java.util.List;
import java.util.regex.Pattern;

/** What names the vocabulary of a document: its declaration, its type, its namespaces. */
final class XmlProlog {

  private static final Pattern DECLARATION =
      Pattern.compile(
          """
          <\\?xml\\s+version\\s*=\\s*(["'])1\\.[01]\\1\
          (\\s+encoding\\s*=\\s*(["'])[A-Za-z][A-Za-z0-9._-]{1,30}\\3)?\
          (\\s+standalone\\s*=\\s*(["'])(yes|no)\\5)?\\s*\\?>""");

  private static final Pattern HTML =
      Pattern.compile(
          """
          (?i)html\\s+PUBLIC\\s+"-//W3C//DTD X?HTML [0-9.]{1,4}( (Transitional|Strict|Frameset|Basic \
          [0-9.]{3}|Final))?//EN"(\\s+"http://www\\.w3\\.org/TR/(xhtml1|html4|REC-html40|xhtml11|1999/\
          REC-html401-19991224)/(DTD/)?(xhtml1-(transitional|strict|frameset)|xhtml11|loose|strict|\
          frameset)\\.dtd")?""");

  private static final Pattern VERSION = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,2}){0,2}");

  /** Those who name vocabularies that everybody uses. */
  private static final List<String> WELL_KNOWN =
      List.of(
          "http://www.w3.org/",
          "https://www.w3.org/",
          "http://schemas.xmlsoap.org/",
          "http://schemas.microsoft.com/",
          "http://schemas.openxmlformats.org/",
          "http://schemas.android.com/",
          "http://docs.oasis-open.org/",
          "http://purl.org/",
          "http://xmlns.jcp.org/",
          "http://java.sun.com/",
          "https://jakarta.ee/",
          "http://www.sitemaps.org/",
          "http://search.yahoo.com/",
          "http://www.itunes.com/",
          "http://www.opengis.net/",
          "http://www.topografix.com/",
          "http://ns.adobe.com/",
          "http://schema.org/",
          "https://schema.org/",
          "http://ogp.me/",
          "http://sodipodi.sourceforge.net/",
          "http://www.inkscape.org/",
          "http://tempuri.org/",
          "urn:oasis:names:",
          "urn:ietf:",
          "urn:iso:",
          "urn:schemas-microsoft-com:",
          "urn:un:unece:");

  /** Of a namespace that is well known. */
  private static final int MAX_NAMESPACE = 120;

  private XmlProlog() {}

  static boolean isDeclaration(String declaration) {
    return declaration.length() <= 200 && DECLARATION.matcher(declaration).matches();
  }

  static boolean isVersion(String value) {
    return value.length() <= 8 && VERSION.matcher(value).matches();
  }

  /** A namespace: stays if it is well known, and is a URL otherwise. */
  static String namespace(DocumentValues document, String location, String name)
      throws JsonTooMuchException {
    if (name.isEmpty() || wellKnown(name)) {
      return name;
    }
    return document.url(location, name);
  }

  /** Several, with blanks between. */
  static String namespaces(DocumentValues document, String location, String names)
      throws JsonTooMuchException {
    StringBuilder out = new StringBuilder(names.length());
    int start = 0;
    for (int i = 0; i <= names.length(); i++) {
      if (i == names.length() || names.charAt(i) <= ' ') {
        out.append(namespace(document, location, names.substring(start, i)));
        if (i < names.length()) {
          out.append(names.charAt(i));
        }
        start = i + 1;
      }
    }
    return out.toString();
  }

  /** Whether one of those who name them may have given it, and nobody hid anything in it. */
  private static boolean wellKnown(String name) {
    if (name.length() > MAX_NAMESPACE) {
      return false;
    }
    for (String known : WELL_KNOWN) {
      if (name.startsWith(known)) {
        return plain(name, known.length());
      }
    }
    return false;
  }

  private static boolean plain(String name, int from) {
    int digits = 0;
    for (int i = from; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean digit = c >= '0' && c <= '9';
      digits += digit ? 1 : 0;
      if (!letter && !digit && "/.-_#:".indexOf(c) < 0) {
        return false;
      }
    }
    // A year and a month, perhaps a version.
    String rest = name.substring(from);
    return digits <= 10
        && Census.of(rest).longestDigitRun() <= 6
        && !Gibberish.is(rest)
        && Finder.find(rest).isEmpty();
  }

  /** One of the old types of HTML: {@code html PUBLIC "-//W3C//DTD HTML 4.01//EN" "…"}. */
  static boolean isOfHtml(String doctype) {
    return HTML.matcher(doctype).matches();
  }

  /** What stands behind {@code <!DOCTYPE}: a name, and perhaps identifiers in quotes. */
  static String doctype(DocumentValues document, String location, String text, int from, int to)
      throws MalformedTextException, JsonTooMuchException {
    StringBuilder out = new StringBuilder(to - from);
    boolean named = false;
    int at = from;
    while (at < to) {
      char c = text.charAt(at);
      if (c <= ' ') {
        out.append(c);
        at++;
      } else if (c == '"' || c == '\'') {
        int end = text.indexOf(c, at + 1);
        if (end < 0 || end >= to) {
          throw new MalformedTextException();
        }
        out.append(c).append(identifier(document, location, text.substring(at + 1, end), c));
        out.append(c);
        at = end + 1;
      } else {
        int end = at;
        while (end < to && text.charAt(end) > ' ' && "\"'".indexOf(text.charAt(end)) < 0) {
          end++;
        }
        String word = text.substring(at, end);
        boolean keyword = named && (word.equals("PUBLIC") || word.equals("SYSTEM"));
        if (named && !keyword) {
          throw new MalformedTextException();
        }
        out.append(keyword ? word : document.name(location, word));
        named = true;
        at = end;
      }
    }
    if (!named) {
      throw new MalformedTextException();
    }
    return out.toString();
  }

  /** Those of the W3C stay; others may say whose they are. */
  private static String identifier(
      DocumentValues document, String location, String identifier, char quote)
      throws JsonTooMuchException {
    if (identifier.startsWith("-//W3C//DTD ")
        && identifier.length() <= MAX_NAMESPACE
        && plain(identifier.substring(12).replace(' ', '-'), 0)) {
      return identifier;
    }
    String kept =
        identifier.startsWith("http")
            ? namespace(document, location, identifier)
            : document.text(location, identifier);
    boolean ends = kept.indexOf(quote) >= 0 || !isPublic(kept);
    return ends ? "unreadable" : kept;
  }

  /** What a public identifier is written with (XML 1.0, production 13), and a URL mostly. */
  private static boolean isPublic(String identifier) {
    for (int i = 0; i < identifier.length(); i++) {
      char c = identifier.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && " -'()+,./:=?;!*#@$_%".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
