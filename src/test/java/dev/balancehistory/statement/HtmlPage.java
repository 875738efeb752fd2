package dev.balancehistory.statement;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A page as text. */
record HtmlPage(String html) {
    private static final Pattern NUMBER = Pattern.compile(
            "<span class=\"n(?: z)?\">((?:[^<]|</?i>|<span class=\"(?:z|f f[0-9]+)\">|<span class=\"m\" data-mark=\"[^\"]*\">|</span>(?=[^<]*</span>))*)");

    /** Returns the numbers as they are copied. */
    List<String> numbers() {
        return NUMBER.matcher(html)
                .results()
                .map(number -> number.group(1).replaceAll("<[^>]*>", ""))
                .toList();
    }

    /** Returns the text of all elements, without the style and the scripts. */
    String text() {
        return html.replaceAll("(?s)<(style|script)[^>]*>.*?</\\1>", "")
                .replaceAll("</?i>|<span class=\"(z|f f[0-9]+)\">", "")
                .replaceAll("<[^>]*>", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ");
    }

    int count(String part) {
        return html.split(Pattern.quote(part), -1).length - 1;
    }

    JsonNode data() {
        return JsonMapper.shared().readTree(json());
    }

    /** Returns the values for the script. */
    String json() {
        Matcher data = Pattern.compile("(?s)<script type=\"application/json\" id=\"data\">(.*?)</script>")
                .matcher(html);
        if (!data.find()) {
            throw new AssertionError("no data");
        }
        return data.group(1);
    }
}
