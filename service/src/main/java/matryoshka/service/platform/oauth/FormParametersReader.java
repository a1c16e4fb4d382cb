package matryoshka.service.platform.oauth;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Reads {@link FormParameters} from a body of bounded size; any other content type is an OAuth error. */
final class FormParametersReader implements MessageBodyReader<FormParameters> {
    private final int maxBytes;

    FormParametersReader(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == FormParameters.class;
    }

    @Override
    public FormParameters readFrom(
            Class<FormParameters> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        if (!isForm(mediaType)) {
            throw new OAuthErrorException(OAuthError.UNSUPPORTED_CONTENT);
        }
        String length = headers.getFirst(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > maxBytes) {
            throw new OAuthErrorException(OAuthError.CONTENT_TOO_LARGE);
        }
        byte[] bytes = body.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw new OAuthErrorException(OAuthError.CONTENT_TOO_LARGE);
        }
        return FormParameters.parse(bytes);
    }

    private static boolean isForm(MediaType type) {
        String charset = type.getParameters().get(MediaType.CHARSET_PARAMETER);
        return MediaType.APPLICATION_FORM_URLENCODED_TYPE.isCompatible(type)
                && !type.isWildcardType()
                && !type.isWildcardSubtype()
                && (charset == null || charset.equalsIgnoreCase("UTF-8"));
    }
}
