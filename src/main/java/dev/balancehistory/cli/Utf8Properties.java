package dev.balancehistory.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;

/** Reads properties files as UTF-8, like YAML. Spring Boot reads them as ISO-8859-1, in which any bytes are text. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Utf8Properties extends PropertiesPropertySourceLoader {
    @Override
    public String[] getFileExtensions() {
        return new String[] {"properties"};
    }

    /**
     * Reads a file.
     *
     * @param encoding the encoding that the property with the file's name states; null without one
     * @throws CharacterCodingException if it has another encoding
     */
    @Override
    public List<PropertySource<?>> load(String name, Resource resource, @Nullable Charset encoding) throws IOException {
        Charset charset = encoding == null ? StandardCharsets.UTF_8 : encoding;
        // The superclass would replace what it cannot decode.
        charset.newDecoder().decode(ByteBuffer.wrap(resource.getContentAsByteArray()));
        return super.load(name, resource, charset);
    }
}
