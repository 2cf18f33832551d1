import { Button, createTheme, Modal, NativeSelect, PasswordInput, Select, Textarea, TextInput } from '@mantine/core';

const dense = { defaultProps: { size: 'xs' } } as const;

/** Small, quiet and dense: these pages are looked at all day. Colours of the house are in `look.css`. */
export const theme = createTheme({
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace',
  primaryColor: 'house',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  defaultRadius: 4,
  colors: {
    dark: ['#e2e8ee', '#b9c3cd', '#97a4b2', '#6b7886', '#3d4955', '#2b3540', '#1f2831', '#1a2129', '#151b22', '#11161c'],
    house: ['#eef3fb', '#dbe5f5', '#b6caea', '#8eaddf', '#6c93d5', '#5682cd', '#3f6dbd', '#1f4b99', '#1a4187', '#123268'],
  },
  components: {
    Button: Button.extend(dense),
    TextInput: TextInput.extend(dense),
    PasswordInput: PasswordInput.extend({ defaultProps: { size: 'sm' } }),
    Select: Select.extend(dense),
    NativeSelect: NativeSelect.extend(dense),
    Textarea: Textarea.extend(dense),
    Modal: Modal.extend({ defaultProps: { overlayProps: { backgroundOpacity: 0.35 }, transitionProps: { duration: 100 } } }),
  },
});
