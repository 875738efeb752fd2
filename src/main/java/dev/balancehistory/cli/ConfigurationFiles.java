package dev.balancehistory.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.FileUrlResource;
import org.springframework.core.io.Resource;

/** Loads the configuration files, and knows the one that was read last, since the error of a parser does not name it. */
final class ConfigurationFiles extends DefaultResourceLoader {
    private static final byte[] BYTE_ORDER_MARK = "\ufeff".getBytes(StandardCharsets.UTF_8);

    private @Nullable Resource read;

    @Override
    public Resource getResource(String location) {
        Resource resource = super.getResource(location);
        return resource instanceof FileUrlResource file ? new ConfigurationFile(file.getURL()) : resource;
    }

    /** Returns the file that was read last; null if none was. */
    @Nullable
    Resource read() {
        return read;
    }

    /** A file that is noted when it is read. */
    private final class ConfigurationFile extends FileUrlResource {
        ConfigurationFile(URL url) {
            super(url);
        }

        @Override
        public InputStream getInputStream() throws IOException {
            read = this;
            PushbackInputStream in = new PushbackInputStream(super.getInputStream(), BYTE_ORDER_MARK.length);
            byte[] start = in.readNBytes(BYTE_ORDER_MARK.length);
            // Some editors write the mark, which would become a part of the first name.
            if (!Arrays.equals(start, BYTE_ORDER_MARK)) {
                in.unread(start);
            }
            return in;
        }
    }
}
