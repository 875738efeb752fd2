package dev.balancehistory.statement;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;

/** The templates, which are loaded at their first use. */
final class Templates {
    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), Templates.class.getPackageName());

    private Templates() {}

    /** Returns the page in UTF-8. */
    static byte[] render(Page page) {
        StringOutput html = new StringOutput();
        ENGINE.render("page.jte", page, html);
        return html.toString().getBytes(StandardCharsets.UTF_8);
    }
}
