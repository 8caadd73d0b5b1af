package dev.latchkey.platform.images;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// SVG (SVG 2), parsed and written anew from what is known to draw: shapes, texts, gradients, filters. Scripts,
/// event handlers, animations, links, foreign markup and whatever is loaded from elsewhere are left out. Document
/// types are not read, so that no entity is ever expanded.
final class SvgFile {
    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final String XLINK = "http://www.w3.org/1999/xlink";
    private static final String XML = "http://www.w3.org/XML/1998/namespace";

    private static final Set<String> ELEMENTS = Set.of(
            "svg",
            "g",
            "defs",
            "title",
            "desc",
            "path",
            "rect",
            "circle",
            "ellipse",
            "line",
            "polyline",
            "polygon",
            "text",
            "tspan",
            "textPath",
            "use",
            "symbol",
            "marker",
            "linearGradient",
            "radialGradient",
            "stop",
            "clipPath",
            "mask",
            "pattern",
            "image",
            "filter",
            "style",
            "switch",
            "feBlend",
            "feColorMatrix",
            "feComponentTransfer",
            "feComposite",
            "feConvolveMatrix",
            "feDiffuseLighting",
            "feDisplacementMap",
            "feDistantLight",
            "feDropShadow",
            "feFlood",
            "feFuncA",
            "feFuncB",
            "feFuncG",
            "feFuncR",
            "feGaussianBlur",
            "feMerge",
            "feMergeNode",
            "feMorphology",
            "feOffset",
            "fePointLight",
            "feSpecularLighting",
            "feSpotLight",
            "feTile",
            "feTurbulence");

    private static final Pattern INSIDE = Pattern.compile("#[^\\s\"'<>]*");
    private static final Pattern PICTURE = Pattern.compile("data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\\s]*");

    /// What makes CSS load something: an address that is not a place in the drawing itself, or might be none.
    /// CSS Values 4 §4.5.1: it is such a place if it begins with `#`, right after the quote if there is one.
    /// What was read once is not given back (`++`, `?+`), else a space or a quote would pass for the beginning
    /// of an address.
    private static final Pattern LOADING = Pattern.compile(
            "(?is)(url\\s*+\\(\\s*+['\"]?+(?!#)|@import|@namespace|image-set|image\\(|src\\s*+\\(|\\\\)");

    private static final int DEEPEST = 100;
    private static final int MOST_ELEMENTS = 20_000;

    private final StringBuilder out = new StringBuilder();
    private int depth;
    private int elements;

    private SvgFile() {}

    static byte[] clean(byte[] bytes) {
        try {
            var svg = new SvgFile();
            svg.document(reader(bytes));
            return svg.out.toString().getBytes(StandardCharsets.UTF_8);
        } catch (XMLStreamException e) {
            throw new Octets.Broken("not well-formed");
        }
    }

    private static XMLStreamReader reader(byte[] bytes) throws XMLStreamException {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((_, _, _, _) -> new ByteArrayInputStream(new byte[0]));
        return factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
    }

    private void document(XMLStreamReader in) throws XMLStreamException {
        boolean root = false;
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (!root && !(in.getLocalName().equals("svg") && drawn(in))) {
                        throw new Octets.Broken("no SVG");
                    }
                    root = true;
                    element(in);
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    out.append("</").append(in.getLocalName()).append('>');
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (root && depth > 0) {
                        out.append(escaped(in.getText()));
                    }
                }
                case XMLStreamConstants.ENTITY_REFERENCE -> throw new Octets.Broken("an entity of its own");
                default -> {}
            }
        }
    }

    /// Writes a beginning; what must not be there is skipped with all that is in it.
    private void element(XMLStreamReader in) throws XMLStreamException {
        var name = in.getLocalName();
        if (!drawn(in)) {
            skip(in);
            return;
        }
        if (++depth > DEEPEST || ++elements > MOST_ELEMENTS) {
            throw new Octets.Broken("too deep or too large");
        }
        out.append('<').append(name);
        if (depth == 1) {
            out.append(" xmlns=\"")
                    .append(SVG)
                    .append("\" xmlns:xlink=\"")
                    .append(XLINK)
                    .append('"');
        }
        for (int i = 0; i < in.getAttributeCount(); i++) {
            attribute(in, name, i);
        }
        out.append('>');
        if (name.equals("style")) {
            style(in);
        }
    }

    private static boolean drawn(XMLStreamReader in) {
        var namespace = in.getNamespaceURI();
        return (namespace == null || namespace.isEmpty() || namespace.equals(SVG))
                && ELEMENTS.contains(in.getLocalName());
    }

    private static void skip(XMLStreamReader in) throws XMLStreamException {
        for (int open = 1; open > 0; ) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> open++;
                case XMLStreamConstants.END_ELEMENT -> open--;
                case XMLStreamConstants.END_DOCUMENT -> throw new Octets.Broken("cut off");
                default -> {}
            }
        }
    }

    /// A style sheet ends its element here, and counts only if it loads nothing.
    private void style(XMLStreamReader in) throws XMLStreamException {
        var css = in.getElementText();
        if (!LOADING.matcher(css).find()) {
            out.append(escaped(css));
        }
        depth--;
        out.append("</style>");
    }

    private void attribute(XMLStreamReader in, String element, int index) {
        var namespace = in.getAttributeNamespace(index);
        var name = in.getAttributeLocalName(index);
        var value = in.getAttributeValue(index);
        boolean plain = namespace == null || namespace.isEmpty();
        boolean kept;
        if (name.equals("href") && (plain || namespace.equals(XLINK))) {
            kept = INSIDE.matcher(value).matches()
                    || (element.equals("image") && PICTURE.matcher(value).matches());
            name = "xlink:href";
        } else if (XML.equals(namespace)) {
            kept = name.equals("space") || name.equals("lang");
            name = "xml:" + name;
        } else {
            kept = plain && !name.toLowerCase(Locale.ROOT).startsWith("on") && !name.contains(":") && harmless(value);
        }
        if (kept) {
            out.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
        }
    }

    private static boolean harmless(String value) {
        var lower = value.toLowerCase(Locale.ROOT);
        return !LOADING.matcher(lower).find() && !lower.contains("javascript:");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
