package dev.parallax.recorder.sanitize;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What the values of attributes of HTML, SVG and Atom are. */
enum WebAttribute {
  URL(
      """
      href src action formaction cite poster background longdesc manifest data xlink:href \
      codebase classid profile usemap icon"""),
  /** Several, each perhaps with its width. */
  URLS("srcset imagesrcset ping"),
  /** What a value is called where it is sent. */
  NAME("name property itemprop"),
  /** Words of a program. */
  WORDS(
      """
      class id style rel rev type method for role lang xml:lang xml:space dir target enctype \
      formmethod formenctype formtarget autocomplete autocapitalize inputmode enterkeyhint as \
      media charset accept-charset http-equiv itemtype itemscope form list \
      headers scope shape kind loading decoding fetchpriority referrerpolicy crossorigin sizes \
      width height rows cols colspan rowspan size maxlength minlength tabindex align valign border \
      cellpadding cellspacing is slot part draggable spellcheck translate contenteditable hreflang \
      wrap allow sandbox version viewbox fill stroke stroke-width transform preserveaspectratio \
      aria-controls aria-labelledby aria-describedby aria-owns aria-live aria-expanded aria-hidden \
      aria-haspopup aria-current data-toggle data-target data-dismiss x y x1 x2 y1 y2 cx cy r rx \
      ry d points"""),
  /** A script. */
  CODE(""),
  VALUE("");

  private static final Map<String, WebAttribute> BY_NAME = new HashMap<>();

  static {
    for (WebAttribute attribute : values()) {
      for (String name : attribute.names.split(" ", -1)) {
        BY_NAME.put(name, attribute);
      }
    }
  }

  private final String names;

  WebAttribute(String names) {
    this.names = names;
  }

  static WebAttribute of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    WebAttribute known = BY_NAME.get(lower);
    if (known != null && known != VALUE && known != CODE) {
      return known;
    }
    return lower.length() > 2 && lower.startsWith("on") ? CODE : VALUE;
  }
}
